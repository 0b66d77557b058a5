/** What people, pages and mischief put into each type of field. */
import type { Field, FieldOf, FieldType, Option } from '../../widget/schema/form.ts';

const texts = [
  'ceo',
  'Acme',
  'ACME crm',
  'acme',
  ' ceo ',
  '',
  '   ',
  'Straße',
  '2026-06-15',
  '7',
  'constructor',
];
const numbers = [0, 7, 10, 3, 40, -5, 2.5];

const idsOf = (field: { options: Option[] }) => field.options.map((option) => option.id);
const ofScale = (field: { options: Option[] }) => [...idsOf(field), '', 'O1', 'o9'];

function listsOf(field: FieldOf<'choices'>): unknown[] {
  const ids = idsOf(field);
  const [first = ''] = ids;
  return [[first], ids, [...ids].reverse(), [], [first, first], ids.slice(1), [first, 'O9']];
}

type Values = { [T in FieldType]: (field: FieldOf<T>) => unknown[] };

/** One row a field type: answers that are good, empty, on the edge, mendable or malformed. */
const values: Values = {
  text: () => texts,
  longtext: () => texts,
  email: () => [
    'ann@acme.com',
    'bob@gmail.com',
    ' Eve@ACME.com ',
    'joe@wp.pl',
    'x@mailinator.com',
    '',
    'no address',
    'a@b@acme.com',
  ],
  phone: () => ['+48 22 123 45 67', '123456', '', 'call me'],
  url: () => ['acme.com', 'https://acme.com/crm', '', 'nowhere'],
  number: () => numbers,
  range: () => numbers,
  choice: ofScale,
  choices: listsOf,
  dropdown: ofScale,
  country: () => ['PL', 'DE', '', 'pl', 'Poland'],
  date: () => ['2026-06-15', '2026-01-01', '2027-12-31', '', '2026-02-30', '15.06.2026'],
  rating: () => [3, 1, 5, 0, 2.5],
  consent: () => [true, false],
  hidden: () => ['partner', 'Partner', '', 'newsletter'],
};

export const valuesOf = (field: Field): unknown[] =>
  (values[field.type] as (field: Field) => unknown[])(field);

/** What conditions compare that field with: its own values as they are stored, and values of other types. */
export function operandsOf(field: Field): (string | number | boolean)[] {
  const plain = valuesOf(field)
    .flat()
    .filter((value) => value !== '' && value !== '   ');
  return [...new Set([...(plain as (string | number | boolean)[]), 7, 'ceo', true])];
}

export const malformed: unknown[] = [
  null,
  true,
  5,
  'o1',
  [],
  ['o1'],
  [5],
  {},
  { length: 1 },
  Number.NaN,
  [['o1']],
  undefined,
];
