/** Finds every form of the page, and asks the server for each as the widget would. */

import { elementName } from '../config.ts';
import { fromJson, isRecord } from '../json.ts';
import type { Served } from '../served.ts';
import type { Patient } from './finding.ts';

/** Where a tag's address may stand that something on the page has put away. */
const places = ['src', 'data-src', 'data-cmp-src', 'data-uc-src', 'data-rocketsrc', 'data-blocked-src'];
const ours = /^(.*)\/(?:embed(?:\.\w+)?|f\/([\w-]+))\.js([?#].*)?$/;

/** The address that a tag has, or had before something held it back. */
export function addressOf(tag: HTMLScriptElement): { server: string; form: string } | undefined {
  for (const place of places) {
    const [, server, form = ''] = ours.exec(tag.getAttribute(place) ?? '') ?? [];
    if (server === undefined) continue;
    const base = new URL(`${server}/`, document.baseURI).href.replace(/\/$/, '');
    return { server: base, form: tag.dataset.form ?? form };
  }
  return undefined;
}

export const ourTags = (): HTMLScriptElement[] =>
  [...document.querySelectorAll('script')].filter((tag) => addressOf(tag) !== undefined);

/** What the page forbids while something is asked for. */
async function watched<T>(
  server: string,
  work: () => Promise<T>,
): Promise<{ result: T; isForbidden: boolean }> {
  let isForbidden = false;
  const hear = ({ blockedURI }: SecurityPolicyViolationEvent) => {
    if (blockedURI.startsWith(new URL(server).origin)) isForbidden = true;
  };
  document.addEventListener('securitypolicyviolation', hear);
  const result = await work();
  // The event is told a moment after the request has failed.
  await new Promise((done) => setTimeout(done, 50));
  document.removeEventListener('securitypolicyviolation', hear);
  return { result, isForbidden };
}

async function ask(patient: Patient): Promise<Patient> {
  const language = document.documentElement.lang;
  const url = `${patient.server}/v1/forms/${patient.form}${language ? `?lang=${encodeURIComponent(language)}` : ''}`;
  const { result, isForbidden } = await watched(patient.server, async () => {
    try {
      const answer = await fetch(url, { credentials: 'omit', signal: AbortSignal.timeout(5000) });
      return { status: answer.status, body: fromJson(await answer.text()) };
    } catch {
      return { status: 0, body: undefined };
    }
  });
  const { status, body } = result;
  if (status === 200 && isRecord(body) && body.id === patient.form)
    return { ...patient, definition: body as Served };
  const { code, detail } = isRecord(body) ? body : {};
  return {
    ...patient,
    trouble: {
      status,
      code: typeof code === 'string' ? code : '',
      detail: typeof detail === 'string' ? detail : '',
      isForbidden,
    },
  };
}

/** Elements first; then tags that have drawn none. */
export async function findPatients(server: string): Promise<Patient[]> {
  const found: Patient[] = [];
  const base = server || location.origin;
  for (const element of document.querySelectorAll<HTMLElement>(elementName)) {
    const form = element.getAttribute('form') ?? '';
    const own = element.getAttribute('server')?.replace(/\/$/, '') || base;
    found.push({ element, tag: undefined, form, server: own });
  }
  for (const tag of ourTags()) {
    const { server: own, form } = addressOf(tag) ?? { server: base, form: '' };
    if (!form) continue;
    const drawn = found.find((patient) => !patient.tag && patient.form === form);
    if (drawn) drawn.tag = tag;
    else found.push({ element: undefined, tag, form, server: own });
  }
  return Promise.all(found.map((patient) => (patient.form ? ask(patient) : patient)));
}
