/** Draws each question of the specimen by itself, in each look. */
/** @import { Served } from '../../widget/served.ts' */
/** @typedef {Served['steps'][number]['fields'][number]} Field */

const state = new URLSearchParams(location.search).get('state') ?? 'empty';
const sheet = /** @type {HTMLElement} */ (document.querySelector('#sheet'));
for (const link of document.querySelectorAll('nav a'))
  if (link.getAttribute('href') === `?state=${state}`) link.setAttribute('aria-current', 'page');

/** What is typed or chosen to see a question filled, and what is wrong where something can be. */
/** @type {Record<string, string>} */
const filled = {
  one: 'milk',
  several: 'cake,quiet',
  day: 'friday',
  country: 'IE',
  cups: '3',
  price: '3.5',
  mood: '4',
  since: '2026-05-17',
  name: 'Ada Lovelace',
  story: 'In a harbour, at six in the morning. The ferry was late.',
  place: 'cafe.example',
  email: 'ada@gmail.com',
  phone: '+44 20 7946 0311',
};
/** @type {Record<string, string>} */
const wrong = { cups: '-4', since: '1999-01-01', place: 'cafe', email: 'ada@', phone: '12', price: '99999' };

/** @param {string} address */
const get = async (address) => (await fetch(address)).json();
/** @type {[Served, Served, Record<string, string>, Record<string, object>]} */
const [english, design, arabic, themes] = await Promise.all([
  get('/v1/forms/all-fields?lang=en'),
  get('/v1/forms/design-study?lang=ar'),
  get('arabic.json'),
  get('themes.json'),
]);
await customElements.whenDefined('qualiform-form');

/**
 * The same with its texts in Arabic, as far as there are any.
 * @template {object} T
 * @param {T} part
 * @param {string} id
 */
function inArabic(part, id) {
  const texts = ['label', 'help', 'placeholder', 'unit', 'low', 'high'].flatMap((key) => {
    const text = arabic[key === 'label' ? id : `${id}.${key}`];
    return text !== undefined && key in part ? [[key, text]] : [];
  });
  return { ...part, ...Object.fromEntries(texts) };
}

/** @param {Field} field */
const translated = (field) => ({
  ...inArabic(field, field.id),
  ...('options' in field && {
    options: field.options.map((option) => inArabic(option, `${field.id}.${option.id}`)),
  }),
});

/**
 * @param {HTMLElement} place
 * @param {string} look
 * @param {Field[]} fields
 * @param {object} more
 */
function draw(place, look, fields, more) {
  const isArabic = look === 'right to left';
  const form = /** @type {HTMLElement & { definition?: object }} */ (
    document.createElement('qualiform-form')
  );
  const language = isArabic ? 'ar' : 'en';
  form.definition = {
    ...english,
    id: 'looks',
    language,
    languages: [language],
    words: isArabic ? design.words : english.words,
    steps: [
      { id: 'here', fields: fields.map((field) => (isArabic ? translated(field) : field)) },
      { id: 'next', fields: [{ id: 'more', type: 'text', label: '…' }] },
    ],
    signals: [],
    scoring: {},
    qualify: {},
    outcomes: [{ id: 'end', show: { type: 'message', title: '…' } }],
    ...more,
  };
  for (const [name, value] of Object.entries({ form: 'looks', persist: 'none', funnel: 'off', language }))
    form.setAttribute(name, value);
  const given = state === 'wrong' ? wrong : state === 'filled' ? filled : {};
  const query = fields.flatMap(({ id }) => (given[id] ? [`${id}=${encodeURIComponent(given[id])}`] : []));
  if (query.length > 0) form.setAttribute('prefill', query.join('&'));
  place.append(form);
  return form;
}

/**
 * @param {string} title
 * @param {Record<string, string>} looks
 * @param {Field[]} fields
 * @param {object} more
 */
function row(title, looks, fields, more = {}) {
  const section = sheet.appendChild(document.createElement('section'));
  section.appendChild(document.createElement('h2')).textContent = title;
  const cells = section.appendChild(document.createElement('div'));
  cells.className = 'row';
  for (const [look, kind] of Object.entries(looks)) {
    const cell = cells.appendChild(document.createElement('div'));
    cell.className = `cell ${kind}`;
    cell.title = look;
    const form = draw(cell, look, fields, more);
    if (state !== 'wrong' && state !== 'filled') continue;
    const root = form.shadowRoot;
    if (state === 'wrong') root?.querySelector('form')?.requestSubmit();
    const box = root?.querySelector('.consent input');
    if (state === 'filled' && box instanceof HTMLElement) box.click();
  }
}

const looks = { light: 'light', dark: 'dark', 'right to left': 'light', '360 pixels': 'phone' };
const fields = english.steps
  .flatMap((step) => step.fields)
  .filter(({ type, id }) => type !== 'hidden' && id !== 'ending')
  .map((field) =>
    Object.assign(
      { ...field },
      { when: undefined, prefill: true, required: state === 'wrong' || field.required },
    ),
  );

if (state === 'themes') {
  const few = fields.filter(({ id }) => ['one', 'email', 'agree'].includes(id));
  for (const [name, theme] of Object.entries(themes))
    row(name, { light: 'light', dark: 'dark', 'right to left': 'light' }, few, { theme });
} else for (const field of fields) row(field.type, looks, [field]);

/** @type {HTMLElement | null} */ (document.activeElement)?.blur();
scrollTo(0, 0);

export {};
