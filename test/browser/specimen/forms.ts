/** Every field type, error, ending and delivery state of the widget, each as a form and what to do with it. */

import type { Words } from '../../../widget/locales/en.ts';
import { locales } from '../../../widget/locales/index.ts';
import type { MountDeps } from '../../../widget/mount.tsx';
import { define } from '../../../widget/schema/definition.ts';
import { Form } from '../../../widget/schema/form.ts';
import type { Served } from '../../../widget/served.ts';
import type { Store } from '../../../widget/store.ts';
import type { Lazy, Outside } from '../../../widget/view/outside.ts';

type Raw = Record<string, unknown>;

/** A form as the server hands it out. */
export function serve(form: Raw, language = 'en'): Served {
  const checked = Form.parse({
    id: 'specimen',
    title: 'Specimen',
    outcomes: [{ id: 'thanks', show: { type: 'message', title: 'Thank you' } }],
    ...form,
  });
  return { ...define(checked, { language, version: 1 }), language, words: locales[language] as Words };
}

/** The smallest GIF there is. */
export const dot = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=';

const two = (en: string, ar: string) => ({ en, ar });

const needs = [
  { id: 'new', icon: 'rocket', label: two('A first CRM', 'أول نظام لإدارة العملاء') },
  {
    id: 'switch',
    icon: 'refresh-cw',
    label: two('Replacing our CRM', 'استبدال النظام الحالي'),
    help: two('We move your contacts for you', 'ننقل جهات الاتصال نيابةً عنك'),
  },
  { id: 'research', label: two('Research or studies', 'بحث أو دراسة') },
];
const sizes = ['1–9', '10–49', '50–200', '201–1000', '1001+'].map((label, index) => ({
  id: `s${index}`,
  label,
}));

/** One of each, by what it shows. */
export const fields: Record<string, Raw> = {
  text: {
    type: 'text',
    label: two('What is your first name?', 'ما اسمك الأول؟'),
    placeholder: two('Ada', 'ليلى'),
    autocomplete: 'given-name',
  },
  longtext: {
    type: 'longtext',
    label: two('What should we know before we talk?', 'ماذا ينبغي أن نعرف قبل أن نتحدث؟'),
    help: two('Two sentences are plenty.', 'جملتان تكفيان.'),
  },
  email: {
    type: 'email',
    label: two('Your work email', 'بريدك في العمل'),
    required: true,
    business: 'warn',
    placeholder: 'name@company.com',
  },
  phone: {
    type: 'phone',
    label: two('Your phone number', 'رقم هاتفك'),
    help: two('Only if you would like a call.', 'فقط إن كنت تفضّل أن نتصل بك.'),
  },
  url: { type: 'url', label: two('Where is your website?', 'ما عنوان موقعك؟'), placeholder: 'acme.com' },
  number: {
    type: 'number',
    label: two('How many people will use it?', 'كم شخصًا سيستخدمه؟'),
    required: true,
    min: 1,
    max: 5000,
    unit: two('people', 'شخص'),
  },
  money: {
    type: 'number',
    label: two('What is your budget for the year?', 'ما ميزانيتك السنوية؟'),
    min: 1000,
    currency: 'EUR',
  },
  range: {
    type: 'range',
    label: two('How much do you spend on ads a month?', 'كم تنفق على الإعلانات شهريًا؟'),
    required: true,
    min: 0,
    max: 20000,
    step: 500,
    currency: 'EUR',
  },
  choice: {
    type: 'choice',
    label: two('What brings you here?', 'ما الذي جاء بك إلينا؟'),
    help: two('Choose what comes closest.', 'اختر الأقرب إليك.'),
    required: true,
    options: needs,
  },
  sizes: {
    type: 'choice',
    label: two('How many people work with you?', 'كم شخصًا يعمل معك؟'),
    required: true,
    ordered: true,
    options: sizes,
  },
  choices: {
    type: 'choices',
    label: two('Which tools do you use today?', 'أي أدوات تستخدم اليوم؟'),
    required: true,
    min: 2,
    max: 3,
    options: needs,
  },
  dropdown: {
    type: 'dropdown',
    label: two('What is your role?', 'ما دورك؟'),
    required: true,
    options: needs,
  },
  country: {
    type: 'country',
    label: two('Which country are you in?', 'في أي بلد أنت؟'),
    required: true,
    top: ['PL', 'IT'],
  },
  date: {
    type: 'date',
    label: two('When would you like to start?', 'متى تود أن تبدأ؟'),
    required: true,
    min: '2026-01-01',
    max: '2027-12-31',
  },
  rating: {
    type: 'rating',
    label: two('How happy are you with your CRM?', 'ما مدى رضاك عن نظامك؟'),
    required: true,
    low: two('Not at all', 'غير راضٍ'),
    high: two('Very', 'راضٍ جدًا'),
  },
  nps: {
    type: 'rating',
    label: two('How likely are you to recommend us?', 'ما احتمال أن توصي بنا؟'),
    max: 10,
    low: two('Never', 'أبدًا'),
    high: two('Surely', 'بالتأكيد'),
  },
  consent: {
    type: 'consent',
    label: two(
      'I agree to the [privacy notice](https://example.com/privacy) and may be contacted by **e-mail**.',
      'أوافق على [إشعار الخصوصية](https://example.com/privacy) وعلى التواصل معي **بالبريد**.',
    ),
    required: true,
    help: two('You may take it back at any time.', 'يمكنك سحب الموافقة في أي وقت.'),
  },
};

/** A picture of one colour. */
const painted = () => createImageBitmap(new ImageData(new Uint8ClampedArray([15, 107, 79, 255]), 1, 1));

/** Parts of the widget as the tests have them, without a server. */
export const parts: Outside = {
  navigate() {},
  spring() {},
  picture: painted,
  load: (async (name: keyof Lazy) =>
    ({
      booking: () => import('../../../widget/lazy/booking.ts'),
      combobox: () => import('../../../widget/lazy/combobox.ts'),
      phone: () => import('../../../widget/lazy/phone.ts'),
    })[name]()) as Outside['load'],
};

/** What is typed or chosen to see a question answered. */
const answers: Raw = {
  text: 'Ada',
  longtext: 'We are twelve people in two offices.\nOur contract ends in May.',
  email: 'ada@gmail.com',
  phone: '+48 22 123 45 67',
  url: 'acme.com',
  number: 120,
  money: 12000.5,
  range: 7500,
  choice: 'switch',
  sizes: 's2',
  choices: ['new', 'research'],
  dropdown: 'switch',
  country: 'IT',
  date: '2026-09-01',
  rating: 4,
  nps: 9,
  consent: true,
};

/** What is wrong in each. Nothing at all, where there is nothing else that a control could hold. */
const mistakes: Raw = {
  email: 'ada@',
  phone: '12',
  url: 'acme',
  number: 9000,
  money: 20,
  choices: ['new'],
  date: '2025-05-01',
};

const shows: Record<string, Raw> = {
  message: {
    type: 'message',
    title: two('Thank you, {{text|friend}}', 'شكرًا لك، {{text|صديقنا}}'),
    text: two(
      'We answer within **one working day**. Until then, our [guide](https://example.com/guide) answers the first questions.',
      'نرد خلال **يوم عمل واحد**. وحتى ذلك الحين يجيب [دليلنا](https://example.com/guide) عن الأسئلة الأولى.',
    ),
  },
  no: {
    type: 'message',
    title: two('We may not be the right fit yet', 'قد لا نكون الخيار الأنسب الآن'),
    text: two(
      'Our tools are made for teams of ten and more. This free template does most of it for a small one.',
      'أدواتنا مصممة لفرق من عشرة أشخاص فأكثر. هذا القالب المجاني يفي بمعظم الغرض لفريق صغير.',
    ),
    url: 'https://example.com/template',
    label: two('Get the free template', 'احصل على القالب المجاني'),
    appeal: true,
  },
  redirect: {
    type: 'redirect',
    title: two('Taking you to your offer', 'ننقلك إلى عرضك'),
    url: 'https://example.com/offer?name={{text}}',
  },
  download: {
    type: 'download',
    title: two('Your guide is ready', 'دليلك جاهز'),
    text: two(
      'Forty pages on moving to a new CRM, without the sales talk.',
      'أربعون صفحة عن الانتقال إلى نظام جديد.',
    ),
    url: 'https://example.com/guide.pdf',
    label: two('Download the guide', 'تنزيل الدليل'),
  },
  booking: {
    type: 'booking',
    title: two('Pick a time, {{text|friend}}', 'اختر موعدًا يا {{text|صديقنا}}'),
    text: two(
      'Thirty minutes with somebody who knows teams of your size.',
      'ثلاثون دقيقة مع من يعرف فرقًا بحجم فريقك.',
    ),
    url: 'https://cal.com/acme/intro',
    inline: false,
  },
  calendar: {
    type: 'booking',
    title: two('Pick a time', 'اختر موعدًا'),
    url: 'https://cal.com/acme/intro',
    pass: { name: 'text', email: 'email' },
  },
  call: {
    type: 'call',
    title: two('Let us talk today', 'لنتحدث اليوم'),
    text: two('Our line is open until six.', 'خطنا مفتوح حتى السادسة.'),
    phone: '+48 22 123 45 67',
  },
};

/** A form, what the edge answers, and how to bring it into the state to look at. */
export interface Specimen {
  form: Raw;
  deps?: Partial<MountDeps>;
  prepare?(store: Store): void;
}

const step = (id: string, ...ids: string[]) => ({
  id,
  fields: ids.map((field) => ({ id: field, ...fields[field] })),
});
const long = {
  steps: [
    { ...step('one', 'sizes') },
    step('two', 'choice'),
    {
      ...step('three', 'text', 'email', 'phone'),
      title: two('Where can we reach you, {{text|friend}}?', 'كيف نصل إليك يا {{text|صديقنا}}؟'),
      help: two('We write once, and call only if you ask us to.', 'نكتب مرة واحدة، ولا نتصل إلا إن طلبت.'),
    },
  ],
};

const ended = (name: string, deps: Partial<MountDeps> = {}): Specimen => ({
  form: { steps: [step('only', 'text')], outcomes: [{ id: 'end', show: shows[name] }] },
  deps,
  prepare(store) {
    store.answer('text', 'Ada');
    store.next();
  },
});

const delivered = (...states: ('sending' | 'saved' | 'refused')[]): Partial<MountDeps> => ({
  deliver: (_, report) => {
    for (const state of states) report(state);
  },
});
const waiting = (...states: ('sending' | 'saved' | 'refused')[]): Specimen => ({
  form: { steps: [step('only', 'text')], scoring: { private: true } },
  deps: delivered(...states),
  prepare: (store) => store.next(),
});

export const specimens: Record<string, Specimen> = {
  ...Object.fromEntries(
    Object.keys(fields).flatMap((id): [string, Specimen][] => [
      [
        `${id}, empty`,
        { form: { steps: [step('one', id), step('two', 'text')].slice(0, id === 'text' ? 1 : 2) } },
      ],
      [
        `${id}, answered`,
        { form: { steps: [step('one', id)] }, prepare: (store) => store.answer(id, answers[id]) },
      ],
      [
        `${id}, wrong`,
        {
          form: { steps: [{ id: 'one', fields: [{ id, ...fields[id], required: true }] }] },
          prepare(store) {
            if (id in mistakes) store.answer(id, mistakes[id]);
            store.next();
          },
        },
      ],
    ]),
  ),
  'several questions': {
    form: { ...long, theme: { surface: 'card', accent: '#0f766e', radius: 16 } },
    prepare(store) {
      store.answer('sizes', 's1');
      store.next();
      store.answer('choice', 'new');
      store.next();
    },
  },
  'several questions, wrong': {
    form: { ...long, theme: { surface: 'card' } },
    prepare(store) {
      store.answer('sizes', 's1');
      store.next();
      store.answer('choice', 'new');
      store.next();
      store.answer('phone', '1');
      store.next();
    },
  },
  'on the way': {
    form: long,
    prepare(store) {
      store.answer('sizes', 's1');
      store.next();
    },
  },
  'choice, with pictures': {
    form: {
      steps: [
        {
          id: 'one',
          fields: [
            {
              id: 'look',
              type: 'choice',
              label: two('Which one is closest to you?', 'أيها الأقرب إليك؟'),
              options: ['calm', 'loud', 'warm'].map((id) => ({ id, label: id, image: dot })),
            },
          ],
        },
      ],
    },
    deps: { outside: parts },
  },
  'country, searched': {
    form: { steps: [step('one', 'country')] },
    deps: { outside: parts },
    prepare: (store) => store.answer('country', 'IT'),
  },
  'phone, with its country': {
    form: { steps: [step('one', 'phone')] },
    deps: { outside: parts },
    prepare(store) {
      store.answer('phone', '+48 1');
      store.next();
    },
  },
  'from an earlier visit': {
    form: long,
    deps: {
      memory: {
        load: () => ({ answers: { choice: 'new' }, known: [] }),
        save() {},
        learn() {},
        unlearn() {},
        erase() {},
      },
    },
  },
  ...Object.fromEntries(Object.keys(shows).map((name) => [`ending: ${name}`, ended(name)])),
  'ending: calendar, loading': ended('calendar', {
    outside: { navigate() {}, spring() {}, picture: painted, load: () => new Promise(() => {}) },
  }),
  'ending: calendar, shown': ended('calendar', {
    outside: {
      navigate() {},
      spring() {},
      picture: painted,
      load: async () =>
        ({
          showCalendar(host: HTMLElement, { title, ready }: { title: string; ready(): void }) {
            const frame = host.appendChild(document.createElement('iframe'));
            frame.title = title;
            ready();
            return () => frame.remove();
          },
        }) as never,
    },
  }),
  'ending: sending': ended('message', delivered('sending')),
  'ending: saved': ended('message', delivered('saved')),
  'ending: refused': ended('message', delivered('refused')),
  'waiting: sending': waiting('sending'),
  'waiting: saved': waiting('saved'),
  'waiting: refused': waiting('refused'),
};
