/**
 * What a page can use of Qualiform. The widget itself is written against these types, so they cannot drift from it.
 *
 * Served at /embed.d.ts. Save it beside your own code, for example as types/qualiform.d.ts, and have your tsconfig.json include
 * it: then window.Qualiform, the events and the element are known. Or `import type { Details } from './types/qualiform'`.
 */

/** Who a visitor turned out to be. */
export type FormStage = 'lead' | 'mql' | 'sql' | 'disqualified';

/** A text, a number, a tick, or the ids of the chosen options. */
export type Value = string | number | boolean | readonly string[];

export interface Score {
  /** Sum of the dimensions. */
  readonly total: number;
  /** Points of each dimension. */
  readonly dimensions: Readonly<Record<string, number>>;
  /** Every point and what gave it, which is to say what was answered: only with `answers="shown"`. */
  readonly ledger?: readonly {
    readonly source: string;
    readonly dimension: string;
    readonly points: number;
  }[];
}

export interface About {
  readonly form: string;
  readonly version: number;
}

export interface Verdict {
  /** Missing with private scoring until the server has answered. */
  readonly stage?: FormStage;
  /** Id of the ending. */
  readonly outcome?: string;
  readonly score?: Score;
}

/** Details by event; the DOM event is called `qualiform:NAME`. No personal data, unless the page asks for answers. */
export interface Details {
  /** The first question is on the page. */
  readonly ready: About;
  /** The first answer was given. */
  readonly start: About;
  /** The visitor went on, or back, to another step. `position` counts these moves. */
  readonly step: About & { readonly step: string; readonly position: number };
  /** The form was handed in; it is kept until the server has it. */
  readonly submit: About &
    Verdict & { readonly id: string; readonly answers?: Readonly<Record<string, Value>> };
  /** An ending is shown. */
  readonly outcome: About & Verdict & { readonly id: string };
  /** A popup, slide, bar or page has opened: by the visitor's press, by itself, or because the page called `open`. */
  readonly open: About & { readonly by: 'visitor' | 'itself' | 'page' };
  /** It was closed: by the visitor, or because the page called `close`. */
  readonly close: About & { readonly by: 'visitor' | 'page' };
  /** Something went wrong that the visitor may see as well. */
  readonly error: { readonly form: string; readonly code: string; readonly detail: string };
}

export type EventName = keyof Details;

export type QualiformEvents = { [Name in EventName as `qualiform:${Name}`]: CustomEvent<Details[Name]> };

/** Answers to fill in, by field id. */
export type Prefill = Readonly<Record<string, Value>>;

/**
 * Attributes of `<qualiform-form>`; with `data-` in front, those of the script tag. The guide says what each means.
 * Makes the element known in JSX, here to Preact, and by the same lines to any library whose JSX is a module's:
 *
 *     declare module 'preact' {
 *       namespace JSX {
 *         interface IntrinsicElements { 'qualiform-form': QualiformAttributes }
 *       }
 *     }
 */
export interface QualiformAttributes {
  form: string;
  target?: string;
  mode?: 'inline' | 'popup' | 'slide' | 'bar' | 'page' | 'track';
  open?: string;
  repeat?: string;
  language?: string;
  theme?: 'auto' | 'light' | 'dark';
  persist?: 'local' | 'session' | 'none';
  prefill?: string;
  answers?: 'hidden' | 'shown';
  funnel?: 'on' | 'off';
  bridge?: string;
  consent?: 'given' | 'needed';
  contact?: string;
  height?: string;
  doctor?: 'off' | 'on';
  server?: string;
}

/** Options of `mount`: the attributes by name. `prefill` may be an object by field id. */
export type MountOptions = Omit<QualiformAttributes, 'target' | 'prefill'> & { prefill?: string | Prefill };

/** A form that was drawn by `mount`. */
export interface Handle {
  readonly element: HTMLElement;
  /** Starts over; with `forget` also without what this browser remembers of the visitor. */
  reset(options?: { forget?: boolean }): void;
  /** Takes the form out of the page. What was typed stays in the draft. */
  unmount(): void;
}

export interface Qualiform {
  readonly version: string;
  /**
   * Draws a form as the last thing in `place`.
   *
   *     const demo = Qualiform.mount(document.querySelector('#demo'), { form: 'crm-demo', language: 'pl' });
   *     demo.unmount();
   */
  mount(place: Element, options: MountOptions): Handle;
  /** Takes every copy of a form out of the page. Returns whether there was one. */
  unmount(form: string): boolean;
  /** Starts a form over; with `forget` also without what this browser remembers. Returns whether there is one. */
  reset(form: string, options?: { forget?: boolean }): boolean;
  /**
   * Fills in fields that allow it (`"prefill": true`), in forms that are drawn and in those still to come. Never overwrites
   * what the visitor has answered, and never ticks a consent. Returns whether the form is there already.
   */
  prefill(form: string, values: Prefill): boolean;
  /**
   * Opens a popup, slide or bar; brings any other form into view, with the keyboard on its first question. Returns whether there
   * is such a form; while the page is loading, one that comes later is opened then.
   */
  open(form: string): boolean;
  /** Closes a popup, slide or bar. Returns whether there is such a form. */
  close(form: string): boolean;
  /** Tells of something that a form's signals may count: `Qualiform.track('webinar_joined')`. */
  track(event: string): void;
  /** Says who the visitor is, by a token that your server got from Qualiform's. */
  identify(token: string): void;
  /**
   * Calls back on an event of every form on the page, or of one. Returns how to stop it.
   *
   *     const stop = Qualiform.on('outcome', ({ stage, score }) => report(stage, score?.total), 'crm-demo');
   */
  on<Name extends EventName>(
    event: Name,
    callback: (detail: Details[Name], event: CustomEvent<Details[Name]>) => void,
    form?: string,
  ): () => void;
  /**
   * What the visitor said about keeping things on their device. Until the first `true`, forms with `consent="needed"` keep nothing;
   * `false` erases what is kept and goes on in memory, for every form of the page.
   */
  consent(given: boolean): void;
  /** Shows what is wrong with the forms on this page, and the line that mends it. */
  doctor(): Promise<void>;
  /**
   * Calls by name, for before the script is there; and functions, for calls whose answer is needed:
   * `Qualiform.q.push((qualiform) => qualiform.open('crm-demo'))`.
   */
  readonly q: { push(...calls: (Call | ((qualiform: Qualiform) => void))[]): void };
}

type Method = Exclude<keyof Qualiform, 'version' | 'q'>;

/** `['track', 'webinar_joined']` */
export type Call = { [Name in Method]: [name: Name, ...values: Parameters<Qualiform[Name]>] }[Method];

declare global {
  interface Window {
    /** Missing until the script is there; a page may put a list of calls in its place, which the script then makes. */
    get Qualiform(): Qualiform | undefined;
    set Qualiform(value: Qualiform | { q: unknown[] } | undefined);
  }
  interface GlobalEventHandlersEventMap extends QualiformEvents {
    /** For consent managers: dispatch it on the document, with `true` or `false` as its detail. */
    'qualiform:consent': CustomEvent<boolean>;
  }
  interface HTMLElementTagNameMap {
    'qualiform-form': HTMLElement;
  }
}
