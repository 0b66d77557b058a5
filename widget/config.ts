/** The attributes of the script tag (`data-NAME`) and of the element (`NAME`): one table, one parser. */

/** What `<qualiform-form>` is called. */
export const elementName = 'qualiform-form';

const anything = /^/;

/** What each attribute takes. A list: one of these, the first unless said. A pattern: a text like this, empty unless said. */
export const attributes = {
  form: /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
  target: anything,
  mode: ['inline', 'popup', 'slide', 'bar', 'page', 'track'],
  open: /^(load|exit|click:[^;]+|(scroll|time):\d+)(\s*;\s*(load|exit|click:[^;]+|(scroll|time):\d+))*$/,
  repeat: /^(always|once|\d+)$/,
  language: /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i,
  theme: ['', 'auto', 'light', 'dark'],
  persist: ['local', 'session', 'none'],
  prefill: anything,
  answers: ['hidden', 'shown'],
  funnel: ['on', 'off'],
  bridge: /^(gtm|gtag|segment|plausible)(\s+(gtm|gtag|segment|plausible))*$/,
  consent: ['given', 'needed'],
  contact: /^(https:\/\/|mailto:|tel:)\S+$/,
  height: /^\d{1,4}$/,
  doctor: ['off', 'on'],
  server: /^https?:\/\/[^?#]+$/,
} as const satisfies Record<string, RegExp | readonly string[]>;

export type Attribute = keyof typeof attributes;

type ValueOf<Accepted> = Accepted extends readonly (infer Value)[] ? Value : string;
export type Options = { [Name in Attribute]: ValueOf<(typeof attributes)[Name]> };

/** The documentation of the table. The bundle leaves it out, since nothing in it reads it. */
export const documentation: Record<Attribute, { says: string; example: string }> = {
  form: { says: 'Id of the form. A tag of /f/ID.js brings its own.', example: 'crm-demo' },
  target: { says: 'CSS selector of the element to draw in; else right after the tag.', example: '#demo' },
  mode: {
    says: 'How the form appears. "track" draws nothing: it counts visits and signals on pages without the form.',
    example: 'inline',
  },
  open: {
    says: 'When it opens: load, exit, click:SELECTOR, scroll:PERCENT or time:SECONDS; several with a semicolon between, whichever comes first. Without it a popup or slide waits for Qualiform.open, a bar shows its line at once, and a page opens at once.',
    example: 'scroll:50',
  },
  repeat: {
    says: 'How often it may open by itself for one visitor: "always", "once", or once in so many days, 1 unless said. Not after it was sent, unless "always".',
    example: '7',
  },
  language: {
    says: "Language of the form; else the page's own, then the browser's, whichever the form has.",
    example: 'pl',
  },
  theme: { says: 'Light or dark instead of what the form says.', example: 'dark' },
  persist: {
    says: 'Where drafts, unsent answers and visits are kept: on the device, in this tab, or nowhere.',
    example: 'session',
  },
  prefill: {
    says: 'Answers to fill in, as a query string, for fields that allow it. Goes before the address of the page.',
    example: 'plan=pro&seats=20',
  },
  answers: {
    says: '"shown" puts the answers, which are personal data, into the event qualiform:submit, and every point with what gave it.',
    example: 'shown',
  },
  funnel: { says: '"off" sends no counts of views, starts and steps.', example: 'off' },
  bridge: {
    says: "The page's analytics that the events are passed on to: gtm, gtag, segment, plausible, or several of them. Never answers.",
    example: 'gtm plausible',
  },
  consent: {
    says: 'Whether the visitor has agreed that things are kept on the device. "needed" keeps nothing until Qualiform.consent(true).',
    example: 'needed',
  },
  contact: {
    says: "Another way to reach you, offered where the form cannot be shown or sent: mailto:, tel: or https:. Goes before the form's own.",
    example: 'mailto:sales@acme.com',
  },
  height: {
    says: 'Pixels to keep free until the form is drawn, so that the page below it stays where it is. Who comes back has the height of last time kept free.',
    example: '440',
  },
  doctor: {
    says: 'Looks at the page and shows what is wrong on it, with the line to paste. For you, not for visitors; "on" or nothing behind it.',
    example: 'on',
  },
  server: {
    says: "Address of the server; else that of the script. For a copy of the script on the page's own host.",
    example: 'https://forms.acme.com',
  },
};

/** Reads every attribute. What is not understood is told with its remedy, and the default stands. */
export function readOptions(
  read: (name: Attribute) => string | null | undefined,
  warn: (text: string) => void,
): Options {
  const options: Record<string, string> = {};
  for (const [name, accepts] of Object.entries(attributes)) {
    const given = read(name as Attribute)?.trim();
    const isList = !(accepts instanceof RegExp);
    const fallback = isList ? accepts[0] : '';
    const isGood = !given || (isList ? (accepts as readonly string[]).includes(given) : accepts.test(given));
    if (!isGood)
      warn(
        `${name}="${given}" is not understood; write ${isList ? accepts.filter(Boolean).join(', ') : accepts.source}`,
      );
    options[name] = given && isGood ? given : fallback;
  }
  return options as Options;
}
