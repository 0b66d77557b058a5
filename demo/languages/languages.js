/** Draws the pottery form once in each of its languages, and takes it as far as the address says. */
/** @import { Served } from '../../widget/served.ts' */

const step = new URLSearchParams(location.search).get('step') ?? '1';
const sheet = /** @type {HTMLElement} */ (document.querySelector('#sheet'));
for (const link of document.querySelectorAll('nav a'))
  if (link.getAttribute('href') === `?step=${step}`) link.setAttribute('aria-current', 'page');

/** @type {Served} */
const { languages } = await (await fetch('/v1/forms/pottery')).json();
await customElements.whenDefined('qualiform-form');

/** Names of languages, each in itself. */
/** @param {string} code */
const nameOf = (code) => new Intl.DisplayNames(code, { type: 'language' }).of(code) ?? code;

/** A step is drawn at the end of the turn. */
const drawn = () => new Promise((then) => setTimeout(then));

/**
 * What a visitor would do up to the step in question.
 * @param {HTMLElement} host
 */
async function goOn({ shadowRoot: root }) {
  if (step === '1') return;
  /** @type {HTMLInputElement | null | undefined} */ (root?.querySelector('input[value=bowl]'))?.click();
  await drawn();
  if (step === '2') return;
  const people = /** @type {HTMLInputElement | null | undefined} */ (root?.querySelector('[name=people]'));
  if (people) people.value = '2';
  people?.dispatchEvent(new Event('input', { bubbles: true }));
  root?.querySelector('form')?.requestSubmit();
  await drawn();
  if (step === 'wrong') root?.querySelector('form')?.requestSubmit();
}

/** @type {Promise<HTMLElement>[]} */
const ready = [];
for (const language of languages) {
  const cell = sheet.appendChild(document.createElement('section'));
  cell.className = 'cell light';
  cell.lang = language;
  cell.appendChild(document.createElement('h2')).textContent = nameOf(language);
  const form = document.createElement('qualiform-form');
  const settings = { form: 'pottery', language, persist: 'none', funnel: 'off' };
  for (const [name, value] of Object.entries(settings)) form.setAttribute(name, value);
  ready.push(
    new Promise((then) => {
      form.addEventListener('qualiform:ready', () => then(form));
    }),
  );
  cell.append(form);
}
// All of them first: they are one form, and one that comes later would go on where another one stands.
for (const form of await Promise.all(ready)) await goOn(form);
/** @type {HTMLElement | null} */ (document.activeElement)?.blur();
scrollTo(0, 0);

export {};
