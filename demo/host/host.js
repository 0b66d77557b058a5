// A page that talks with its form: every call and every event once, and what is left on the device meanwhile.
{
  // Calls before the form's script is there go on this list.
  window.Qualiform ??= { q: [] };
  const form = 'crm-demo';

  /** @type {Record<string, () => unknown>} */
  const calls = {
    prefill: () => window.Qualiform?.prefill(form, { first_name: 'Anna', company: 'Northpier Logistics' }),
    open: () => window.Qualiform?.open(form),
    track: () => window.Qualiform?.track('webinar_joined'),
    reset: () => window.Qualiform?.reset(form, { forget: true }),
    unmount: () => window.Qualiform?.unmount(form),
    mount() {
      const place = document.querySelector('.form');
      if (place && !place.querySelector('qualiform-form'))
        window.Qualiform?.mount(place, { form, consent: 'needed', bridge: 'gtm' });
    },
  };

  /** @param {string} log @param {string} what @param {object} more */
  const write = (log, what, more) => {
    const item = document.createElement('li');
    const name = document.createElement('b');
    name.textContent = what;
    const words = Object.entries(more).map(
      ([key, value]) => `${key}: ${typeof value === 'object' ? JSON.stringify(value) : value}`,
    );
    item.append(name, ` ${words.join(', ')}`);
    document.querySelector(`[data-log=${log}]`)?.prepend(item);
  };

  const showKept = () => {
    const kept = document.querySelector('.kept');
    const keys = Object.keys(localStorage).filter((key) => key.startsWith('qualiform:'));
    if (kept) kept.textContent = keys.join(', ') || 'nothing';
  };

  for (const name of /** @type {const} */ (['ready', 'start', 'step', 'submit', 'outcome', 'error']))
    document.addEventListener(`qualiform:${name}`, ({ detail }) => write('events', name, detail));

  // Stands in for Tag Manager: it reads the same list.
  const { push } = Array.prototype;
  Object.assign(window, {
    dataLayer: Object.assign([], {
      /** @param {{ event: string }[]} entries */
      push(...entries) {
        for (const { event, ...more } of entries) write('analytics', event, more);
        return push.apply(this, entries);
      },
    }),
  });

  document.addEventListener('DOMContentLoaded', () => {
    for (const button of document.querySelectorAll('button[data-call]'))
      button.addEventListener('click', () => {
        calls[button.getAttribute('data-call') ?? '']?.();
        showKept();
      });
    const agree = document.querySelector('.agree input');
    if (agree instanceof HTMLInputElement)
      agree.addEventListener('change', () => {
        window.Qualiform?.consent(agree.checked);
        showKept();
      });
    // What is kept changes with every answer, whoever gives it.
    setInterval(showKept, 1000);
    showKept();
  });
}
