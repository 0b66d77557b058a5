/**
 * Passes the events of a form on to the page's own analytics, each in that tool's own idiom. Ids, stage, outcome and score only;
 * never an answer. A tool that comes later than the form gets what has happened before. Fetched only where a page asks for it.
 */

import type { Details, Emit, EventName } from '../events.ts';

/** What is passed on: flat, since that is what these tools take. */
export type Parameters = Record<string, string | number>;

/** What stands on the page where a tool is there. */
export interface Tools {
  dataLayer?: { push(entry: object): unknown };
  gtag?: (command: 'event', name: string, parameters: Parameters) => unknown;
  analytics?: { track?: (name: string, properties: Parameters) => unknown };
  plausible?: (name: string, options: { props: Parameters }) => unknown;
}

type Pass = (event: EventName, parameters: Parameters) => void;

interface Bridge {
  /** How to pass an event on; nothing as long as the tool is not there. */
  find(page: Tools): Pass | undefined;
  /** The event's name there, where it is not `qualiform_NAME`. */
  names?: Readonly<Record<EventName, string>>;
}

/** As Segment and Plausible like them: an object, then what happened to it. */
const titles: Readonly<Record<EventName, string>> = {
  ready: 'Form Viewed',
  start: 'Form Started',
  step: 'Form Step Viewed',
  submit: 'Form Submitted',
  outcome: 'Form Outcome Viewed',
  open: 'Form Opened',
  close: 'Form Closed',
  error: 'Form Failed',
};

/** What Google Analytics recommends for leads, and reports by itself. */
const stages: Readonly<Record<string, string>> = {
  mql: 'qualify_lead',
  sql: 'qualify_lead',
  disqualified: 'disqualify_lead',
};

export const nameOf = (tool: string, event: EventName): string =>
  bridges[tool]?.names?.[event] ?? `qualiform_${event}`;

/** One row a tool: how it is recognised, and how it is told. */
export const bridges: Readonly<Record<string, Bridge>> = {
  gtm: {
    // A list that Tag Manager reads whenever it comes, so there is nothing to wait for.
    find(page) {
      page.dataLayer ??= [];
      const { dataLayer } = page;
      return (event, parameters) => dataLayer.push({ event: nameOf('gtm', event), ...parameters });
    },
  },
  gtag: {
    find({ gtag }) {
      if (typeof gtag !== 'function') return undefined;
      return (event, parameters) => {
        gtag('event', nameOf('gtag', event), parameters);
        // Not as `value`, which Google reads as money.
        const lead =
          event === 'submit'
            ? 'generate_lead'
            : event === 'outcome' && stages[String(parameters.qualiform_stage)];
        if (lead) gtag('event', lead, parameters);
      };
    },
  },
  segment: {
    names: titles,
    find({ analytics }) {
      if (typeof analytics?.track !== 'function') return undefined;
      return (event, parameters) => analytics.track?.(nameOf('segment', event), parameters);
    },
  },
  plausible: {
    names: titles,
    find({ plausible }) {
      if (typeof plausible !== 'function') return undefined;
      return (event, parameters) => plausible(nameOf('plausible', event), { props: parameters });
    },
  },
};

/** Everything that may be told of an event, by name. A detail may hold answers; what is not named here stays behind. */
export function parametersOf(detail: Details[EventName]): Parameters {
  const { form, version, step, position, id, stage, outcome, score, code } = detail as Partial<
    Details['step'] & Details['outcome'] & Details['error']
  >;
  const named = {
    form_id: form,
    qualiform_version: version,
    qualiform_step: step,
    qualiform_position: position,
    qualiform_submission: id,
    qualiform_stage: stage,
    qualiform_outcome: outcome,
    qualiform_score: score?.total,
    qualiform_error: code,
  };
  return Object.fromEntries(
    Object.entries(named).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );
}

/** Looks for tools that are late: often at first, for as long as a page takes to load them. */
const often = 500;
const longest = 60_000;

/** Nothing that a tool does can reach the form. */
export function openBridges(names: readonly string[], page: Tools = window as Tools): Emit {
  const waiting = new Map(names.map((name) => [name, [] as [EventName, Parameters][]]));

  function tell(name: string) {
    const told = waiting.get(name);
    try {
      const pass = bridges[name]?.find(page);
      while (pass && told?.length) {
        const [event, parameters] = told.shift() as [EventName, Parameters];
        pass(event, { ...parameters });
      }
    } catch (error) {
      console.warn(`Qualiform: ${name} did not take an event. ${error}`);
    }
  }

  let waited = 0;
  let isLooking = false;
  function look() {
    isLooking = false;
    for (const name of waiting.keys()) tell(name);
    if (waited >= longest || ![...waiting.values()].some((told) => told.length > 0)) return;
    waited += often;
    isLooking = true;
    setTimeout(look, often);
  }

  return (event, detail) => {
    for (const told of waiting.values()) told.push([event, parametersOf(detail)]);
    if (isLooking) for (const name of waiting.keys()) tell(name);
    else look();
  };
}
