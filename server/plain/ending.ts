/** What a visitor without scripts gets in the end: a heading, a sentence, one clear thing to do. */
import { html } from 'hono/html';
import type { Answers } from '../../widget/engine/input.ts';
import type { Words } from '../../widget/locales/en.ts';
import type { DefinitionShow } from '../../widget/schema/definition.ts';
import type { ShowType } from '../../widget/schema/form.ts';
import type { Served } from '../../widget/served.ts';
import { fillAddress } from '../../widget/wording/address.ts';
import { say } from '../../widget/wording/say.ts';
import { type Html, said } from './said.ts';

/** The heading unless the form has one, and where the button leads. */
const endings: { [T in ShowType]: { title: keyof Words; link(show: never, words: Words): Link } } = {
  message: { title: 'thanks', link: ({ url, label }: Linking, words) => [url, label ?? words.continue] },
  redirect: { title: 'leaving', link: ({ url }: Linking, words) => [url, words.continue] },
  download: { title: 'thanks', link: ({ url, label }: Linking, words) => [url, label ?? words.download] },
  booking: { title: 'book', link: ({ url, label }: Linking, words) => [url, label ?? words.book] },
  call: { title: 'thanks', link: callLink },
};

type Link = readonly [address: string | undefined, label: string];
interface Linking {
  url?: string;
  label?: string;
}

function callLink({ phone, label }: { phone: string; label?: string }, words: Words): Link {
  return [
    `tel:${phone.replaceAll(' ', '')}`,
    label ?? say(words.call, 'en', { phone: `\u2066${phone}\u2069` }),
  ];
}

/** Where a redirect leads: its place is fixed in the form, and answers stand behind the '?' alone. */
export const redirectOf = (show: DefinitionShow, answers: Answers): string | undefined =>
  show.type === 'redirect' ? fillAddress(show.url, answers) : undefined;

export function plainEnding(form: Served, show: DefinitionShow, answers: Answers): Html {
  const { title, link } = endings[show.type];
  const [url, label] = link(show as never, form.words);
  const address = url === undefined ? undefined : fillAddress(url, answers);
  return html`<h1>${said(show.title ?? String(form.words[title]), form, answers)}</h1>
${show.text === undefined ? '' : html`<p>${said(show.text, form, answers)}</p>`}
${address === undefined ? '' : html`<p class="foot"><a class="button" href="${address}">${label}</a></p>`}
<p class="help">${form.words.sent}</p>`;
}
