/// <reference path="../../widget/host.d.ts" />
/** A host page's own program, as somebody writes it who has only the served types. Compiled by a test, never run. */
import type { Details, QualiformAttributes } from '../../widget/host.d.ts';

export function program(page: Window & typeof globalThis, document: Document, element: HTMLElement): void {
  document.addEventListener('qualiform:outcome', ({ detail }) => {
    const stage: 'lead' | 'mql' | 'sql' | 'disqualified' | undefined = detail.stage;
    const total: number | undefined = detail.score?.total;
    page.console.log(stage, total, detail.form, detail.id);
    // @ts-expect-error An ending has no step.
    detail.step;
  });
  page.addEventListener('qualiform:submit', ({ detail }) => {
    const size: unknown = detail.answers?.size;
    page.console.log(
      size,
      detail.score?.ledger?.map(({ source, points }) => `${source} ${points}`),
    );
  });
  element.addEventListener('qualiform:step', ({ detail: { step, position } }) => {
    page.console.log(step.toUpperCase(), position.toFixed());
  });
  document.querySelector('qualiform-form')?.addEventListener('qualiform:error', ({ detail }) => {
    page.console.log(detail.code, detail.detail);
  });
  document.dispatchEvent(new CustomEvent('qualiform:consent', { detail: true }));

  const { Qualiform } = page;
  if (!Qualiform) {
    page.Qualiform = { q: [['track', 'webinar_joined']] };
    return;
  }
  const version: string = Qualiform.version;
  const demo = Qualiform.mount(element, {
    form: 'crm-demo',
    language: 'pl',
    prefill: { seats: 20, wishes: ['mail', 'calls'] },
    bridge: 'gtm plausible',
    consent: 'needed',
  });
  demo.reset({ forget: true });
  demo.unmount();
  const isThere: boolean =
    Qualiform.open('crm-demo') &&
    Qualiform.close('crm-demo') &&
    Qualiform.prefill('crm-demo', { need: 'switch', seats: 4, wishes: ['mail'] }) &&
    Qualiform.reset('crm-demo', { forget: true }) &&
    Qualiform.unmount('crm-demo');
  Qualiform.track('webinar_joined');
  Qualiform.identify('token');
  Qualiform.consent(true);
  void Qualiform.doctor().then(() => page.console.log(version, isThere));
  const stop = Qualiform.on('step', ({ step }, { target }) => page.console.log(step, target), 'crm-demo');
  stop();
  Qualiform.q.push(['open', 'crm-demo'], ['prefill', 'crm-demo', { need: 'switch' }], (qualiform) => {
    qualiform.on('ready', ({ version: published }) => page.console.log(published));
  });

  // @ts-expect-error There is no such event.
  Qualiform.on('finished', () => {});
  // @ts-expect-error There is no such mode.
  Qualiform.mount(element, { form: 'crm-demo', mode: 'window' });
  // @ts-expect-error Which form?
  Qualiform.mount(element, {});
  // @ts-expect-error No such call.
  Qualiform.q.push(['explode', 'crm-demo']);
  // @ts-expect-error A track needs a name.
  Qualiform.track();
}

export const attributes: QualiformAttributes = {
  form: 'crm-demo',
  theme: 'dark',
  persist: 'none',
  answers: 'shown',
};
export const told: Details['ready'] = { form: 'crm-demo', version: 3 };
