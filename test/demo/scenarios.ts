/**
 * Visitors of the demo forms: for each the answers on their path and no others, and what must come out. The engine is asked here,
 * and the same rows can be driven through a browser.
 */
import type { Answers, Context, Signals } from '../../widget/engine/input.ts';
import type { FormStage } from '../../widget/engine/qualify.ts';

export interface Scenario {
  form: 'crm-demo' | 'brand-agency' | 'design-study' | 'all-fields' | 'pottery';
  name: string;
  /** Host page with the form. */
  page: string;
  /** Pages seen and events reported before, in this order, that make up `signals`. */
  before?: (string | { track: string })[];
  /** In the order in which they are asked. */
  answers: Answers;
  context?: Context;
  signals?: Signals;
  /** Fields whose answers only the server has, from an earlier submission of the same browser. */
  known?: string[];
  expected: { stage: FormStage; outcome: string };
}

const privacy = true;

const director = {
  need: 'switch',
  role: 'sales_director',
  size: 's50_200',
} satisfies Answers;
const reach = { first_name: 'Anna', company: 'Northpier', email: 'anna.nowak@northpier.example', privacy };

const pricing = '/demo/crm/pricing.html';
const everythingRead = {
  before: [
    pricing,
    '/demo/crm/',
    pricing,
    '/demo/crm/',
    { track: 'webinar_joined' },
    { track: 'ebook_taken' },
  ],
  signals: { pricing: [0, 0, 0], webinar: [0], ebook: [0] },
} satisfies Partial<Scenario>;

const crm: Scenario[] = [
  {
    form: 'crm-demo',
    name: 'Sales director who read and watched everything, without a budget',
    page: pricing,
    ...everythingRead,
    answers: { ...director, budget: 'none', start: 'open', ...reach },
    expected: { stage: 'mql', outcome: 'reply' },
  },
  {
    form: 'crm-demo',
    name: 'The same director with a budget and a date',
    page: pricing,
    ...everythingRead,
    answers: { ...director, budget: 'approved', start: 'quarter', ...reach },
    expected: { stage: 'sql', outcome: 'book' },
  },
  {
    form: 'crm-demo',
    name: 'Operations director without any history',
    page: '/demo/crm/',
    answers: {
      ...director,
      role: 'ops_director',
      need: 'first',
      budget: 'approved',
      start: 'month',
      ...reach,
    },
    expected: { stage: 'sql', outcome: 'book' },
  },
  {
    form: 'crm-demo',
    name: 'Student researching',
    page: '/demo/crm/',
    answers: { need: 'research', role: 'student' },
    expected: { stage: 'disqualified', outcome: 'decline' },
  },
  {
    form: 'crm-demo',
    name: 'Only the guide',
    page: '/demo/crm/ebook.html',
    answers: { need: 'guide', email: 'lena@hafenwerk.example', privacy },
    expected: { stage: 'lead', outcome: 'guide' },
  },
  {
    form: 'crm-demo',
    name: 'Founder of four',
    page: '/demo/crm/',
    answers: { need: 'first', role: 'founder', size: 's1_9', budget: 'none', start: 'later', ...reach },
    expected: { stage: 'lead', outcome: 'guide' },
  },
];

const agency = '/demo/agency/';
const guide = '/demo/agency/guide.html';
const services = '/demo/agency/services.html';
const startup = {
  need: 'rebrand',
  first_name: 'Noor',
  email: 'noor@brightwell.example',
  role: 'ceo',
  company: 'Brightwell',
  years: 2,
  funding: 'investors',
  rivals: 'many',
  goals: ['apart', 'round'],
} satisfies Answers;
const openedServices = { before: [services], signals: { services: [0] } } satisfies Partial<Scenario>;
const tookGuide = {
  page: guide,
  before: [agency, { track: 'guide_taken' }],
  context: { 'page.path': guide },
  signals: { guide_taken: [0], guide: [0] },
  known: ['email'],
} satisfies Partial<Scenario>;

const brand: Scenario[] = [
  {
    form: 'brand-agency',
    name: 'CEO of a two-year-old funded start-up in a crowded market',
    page: agency,
    ...openedServices,
    answers: { ...startup, privacy },
    expected: { stage: 'mql', outcome: 'reading' },
  },
  {
    form: 'brand-agency',
    name: 'The same CEO with a budget',
    page: agency,
    ...openedServices,
    answers: { ...startup, budget: 40000, story: 'Two rivals have nearly our name.', privacy },
    expected: { stage: 'sql', outcome: 'talk' },
  },
  {
    form: 'brand-agency',
    name: 'The same CEO with a large budget and a phone',
    page: agency,
    ...openedServices,
    answers: { ...startup, budget: 80000, phone: '020 7946 0311', privacy },
    expected: { stage: 'sql', outcome: 'call' },
  },
  {
    form: 'brand-agency',
    name: 'Just the free guide',
    page: agency,
    answers: { need: 'guide', email: 'maya@lowtide.example' },
    expected: { stage: 'lead', outcome: 'guide' },
  },
  {
    form: 'brand-agency',
    name: 'Back with the guide, still early',
    ...tookGuide,
    answers: {
      role: 'product',
      company: 'Low Tide',
      years: 0,
      funding: 'ourselves',
      rivals: 'few',
      clarity: 4,
    },
    expected: { stage: 'lead', outcome: 'noted' },
  },
  {
    form: 'brand-agency',
    name: 'Back with the guide, funded and unclear, after the services page',
    ...tookGuide,
    before: [services, agency, { track: 'guide_taken' }],
    signals: { services: [0], guide_taken: [0], guide: [0] },
    answers: {
      role: 'ceo',
      company: 'Low Tide',
      years: 3,
      funding: 'investors',
      rivals: 'many',
      clarity: 2,
    },
    expected: { stage: 'mql', outcome: 'reading' },
  },
  {
    form: 'brand-agency',
    name: 'Large budget, but nothing to build on',
    page: agency,
    answers: {
      need: 'second_look',
      first_name: 'Ed',
      email: 'ed@larchgarden.example',
      role: 'other',
      company: 'Larch Garden',
      years: 0,
      funding: 'ourselves',
      rivals: 'few',
      goals: ['apart'],
      budget: 120000,
      privacy,
    },
    expected: { stage: 'lead', outcome: 'thanks' },
  },
  {
    form: 'brand-agency',
    name: 'Designer looking for work',
    page: agency,
    answers: {
      need: 'second_look',
      first_name: 'Rafael',
      email: 'rafael@oficina.example',
      role: 'designer',
    },
    expected: { stage: 'disqualified', outcome: 'decline' },
  },
];

const studio = '/demo/studio/';
const study: Scenario[] = [
  {
    form: 'design-study',
    name: 'Owner of a studio with a site to deliver',
    page: '/demo/studio/?lang=pl',
    answers: {
      role: 'owner',
      country: 'PL',
      team: 't6_20',
      tools: ['drawing', 'builder'],
      portfolio: 'studiokropka.example',
      next_project: '2027-02-01',
      email: 'kuba@studiokropka.example',
      letters: true,
    },
    expected: { stage: 'sql', outcome: 'welcome' },
  },
  {
    form: 'design-study',
    name: 'Designer in a pair',
    page: '/demo/studio/?lang=it',
    answers: {
      role: 'designer',
      country: 'IT',
      team: 't2_5',
      tools: ['drawing', 'cms'],
      email: 'marco@duepunti.example',
    },
    expected: { stage: 'mql', outcome: 'trial' },
  },
  {
    form: 'design-study',
    name: 'Designer on her own',
    page: '/demo/studio/?lang=ru',
    answers: {
      role: 'designer',
      country: 'KZ',
      team: 'solo',
      tools: ['code'],
      email: 'dina@belyidom.example',
    },
    expected: { stage: 'lead', outcome: 'study' },
  },
  {
    form: 'design-study',
    name: 'Student',
    page: '/demo/studio/?lang=ar',
    answers: { role: 'student', email: 'nour@kulliya.example', letters: true },
    expected: { stage: 'disqualified', outcome: 'student' },
  },
  {
    form: 'design-study',
    name: 'Journalist',
    page: studio,
    answers: { role: 'press', email: 'newsdesk@harbourpost.example' },
    expected: { stage: 'disqualified', outcome: 'press' },
  },
];

const specimen = (ending: string, answers: Answers, expected: Scenario['expected']): Scenario => ({
  form: 'all-fields',
  name: `Specimen with the ending "${ending}"`,
  page: '/demo/specimen.html',
  answers: { ...answers, ending },
  expected,
});

const everything: Answers = {
  one: 'milk',
  several: ['cake', 'quiet'],
  day: 'monday',
  country: 'IE',
  cups: 3,
  price: 3.5,
  mood: 5,
  since: '2026-05-17',
  name: 'Ada',
  story: 'In a harbour, at six in the morning.',
  place: 'cafe.example',
  email: 'ada@cafe.example',
  phone: '+44 20 7946 0311',
  agree: true,
};

const specimens: Scenario[] = [
  specimen('message', everything, { stage: 'sql', outcome: 'message' }),
  specimen('download', { one: 'black' }, { stage: 'lead', outcome: 'download' }),
  specimen('booking', { one: 'milk', several: ['quiet'], name: 'Ada' }, { stage: 'mql', outcome: 'booking' }),
  specimen('call', { one: 'black', several: ['quiet'] }, { stage: 'mql', outcome: 'call' }),
  specimen('redirect', { one: 'tea' }, { stage: 'lead', outcome: 'redirect' }),
  specimen('decline', { one: 'tea' }, { stage: 'disqualified', outcome: 'decline' }),
];

const potter = (
  name: string,
  language: string,
  answers: Answers,
  expected: Scenario['expected'],
): Scenario => ({
  form: 'pottery',
  name,
  page: `/demo/languages/one.html?lang=${language}`,
  answers: { ...answers, email: 'mara@kiln.example', agree: true },
  expected,
});

const pottery: Scenario[] = [
  potter('A team of eight', 'ja', { make: 'bowl', people: 8 }, { stage: 'sql', outcome: 'table' }),
  potter('A couple', 'de', { make: 'mug', people: 2 }, { stage: 'mql', outcome: 'thanks' }),
  potter('One alone', 'uk', { make: 'vase', people: 1 }, { stage: 'lead', outcome: 'thanks' }),
];

export const scenarios: Scenario[] = [...crm, ...brand, ...study, ...specimens, ...pottery];
