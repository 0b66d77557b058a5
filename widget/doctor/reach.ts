/** Whether the page lets the form through: policies, sites, mixed content, blockers, storage, old copies. */

import type { Check, Finding, Patient } from './finding.ts';

const originOf = (server: string) => new URL(server).origin;

/** The directives that the widget needs, for these forms. */
function policyFor(patients: readonly Patient[]): string {
  const servers = [...new Set(patients.map(({ server }) => originOf(server)))].join(' ');
  const calendars = new Set(
    patients.flatMap(({ definition }) =>
      (definition?.outcomes ?? []).flatMap(({ show }) =>
        show.type === 'booking' && show.inline !== false && show.url.startsWith('https:')
          ? [new URL(show.url).origin]
          : [],
      ),
    ),
  );
  const frames = calendars.size > 0 ? `; frame-src ${[...calendars].join(' ')}` : '';
  return `Content-Security-Policy: script-src ${servers}; connect-src ${servers}${frames}`;
}

/** By what went wrong; the first that is true says it. */
const reasons: readonly {
  is(patient: Patient, trouble: NonNullable<Patient['trouble']>): boolean;
  find(patient: Patient, trouble: NonNullable<Patient['trouble']>): Finding;
}[] = [
  {
    is: (_, { isForbidden }) => isForbidden,
    find: (patient) => ({
      level: 'wrong',
      title: 'The content security policy of this page forbids it to talk to the server',
      says: `connect-src does not name ${originOf(patient.server)}: the form may be drawn, but nothing can be sent.`,
      paste: policyFor([patient]),
      where: "added to the page's own policy, each source to the directive that is there",
    }),
  },
  {
    is: (_, { code }) => code === 'origin_not_allowed',
    find: ({ form }) => ({
      level: 'wrong',
      title: 'The form does not belong on this site',
      says: `Its “origins” do not name ${window.origin}.`,
      paste: `"origins": ["${window.origin}"]`,
      where: `in the form “${form}”, beside the sites that are there; then publish it`,
    }),
  },
  {
    is: (_, { status }) => status === 404,
    find: ({ form, server }) => ({
      level: 'wrong',
      title: `There is no published form “${form}”`,
      says: `The server at ${server} knows none with this id. It may be misspelt, still a draft, or archived.`,
      paste: `${server}/console/forms/${form}`,
      where: 'opened in the browser, to publish it',
    }),
  },
  {
    is: ({ server }) => location.protocol === 'https:' && server.startsWith('http:'),
    find: ({ server }) => ({
      level: 'wrong',
      title: 'This page is https, the server is http',
      says: 'Browsers let no https page talk to an http address.',
      paste: `data-server="${server.replace(/^http:/, 'https:')}"`,
      where: 'on the tag, once the server has a certificate',
    }),
  },
  {
    is: () => !navigator.onLine,
    find: () => ({
      level: 'wrong',
      title: 'There is no line',
      says: 'This browser says that it is offline. What is sent meanwhile is kept and goes when it is back.',
    }),
  },
  {
    is: (_, { status }) => status === 0,
    find: ({ server }) => ({
      level: 'wrong',
      title: 'The server does not answer',
      says: `Nothing came from ${server}, and no policy of this page forbids it. The server may be down, or an extension of this browser blocks it: try a window without extensions.`,
      paste: `curl -i ${server}/livez`,
      where: 'in a terminal, to see whether it is up',
    }),
  },
  {
    is: () => true,
    find: ({ server }, { status, detail }) => ({
      level: 'wrong',
      title: `The server answers ${status}`,
      says: detail || `Its log says why: ${server}.`,
    }),
  },
];

export const checkReach: Check = (patients) =>
  patients.flatMap((patient) => {
    const { trouble } = patient;
    const reason = trouble && reasons.find(({ is }) => is(patient, trouble));
    return trouble && reason ? [reason.find(patient, trouble)] : [];
  });

export const checkDrawn: Check = (patients) =>
  patients.flatMap(({ element, definition, form, tag }): Finding[] => {
    const isUp = (element as { drawn?: unknown } | undefined)?.drawn !== undefined;
    if (isUp || !definition || !(element ?? tag)) return [];
    return [
      {
        level: 'wrong',
        title: `“${form}” is not drawn`,
        says: element
          ? 'The element is there, but the script that draws it is not.'
          : 'The tag has run, but what it drew is gone: another script may have taken it off the page.',
        ...(element && {
          paste: `<script async src="/embed.js"></script>`,
          where: 'once, anywhere on the page',
        }),
      },
    ];
  });

export const checkStorage: Check = () => {
  try {
    const name = 'qualiform:doctor';
    localStorage.setItem(name, name);
    localStorage.removeItem(name);
    return [];
  } catch (error) {
    return [
      {
        level: 'better',
        title: 'Nothing can be kept in this browser',
        says: `Its storage is blocked or full (${(error as Error).name}). The form works, but a reload loses what was typed.`,
      },
    ];
  }
};

/** What a cache between here and the server hands out, and what the server has. */
export const checkFresh: Check = async (patients) => {
  const servers = new Set(patients.filter(({ definition }) => definition).map(({ server }) => server));
  const found = await Promise.all(
    [...servers].map(async (server): Promise<Finding[]> => {
      const textOf = async (cache: RequestCache) =>
        (await fetch(`${server}/embed.js`, { cache, credentials: 'omit' })).text();
      try {
        const [kept, fresh] = [await textOf('force-cache'), await textOf('reload')];
        if (kept === fresh) return [];
      } catch {
        return [];
      }
      return [
        {
          level: 'better',
          title: 'This browser had an old copy of the script',
          says: 'The server has another one by now. It has just been fetched; load the page again. Where it comes back, a proxy keeps it for too long.',
          paste: 'Cache-Control: public, max-age=300, stale-while-revalidate=86400',
          where: 'as the proxy’s answer for /embed.js and /f/*.js',
        },
      ];
    }),
  );
  return found.flat();
};
