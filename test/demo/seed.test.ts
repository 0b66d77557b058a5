/** The seed: forms first, then leads that the forms themselves would take, the same ones every time. */
import { expect, test } from 'vitest';
import { leads } from '../../demo/leads.ts';
import { type DemoServer, seed, uuidv7 } from '../../demo/seed.ts';
import { cleanAnswers } from '../../widget/engine/answers.ts';
import { compile } from '../../widget/engine/compile.ts';
import { judge } from '../../widget/engine/qualify.ts';
import { Form } from '../../widget/schema/form.ts';

interface Body {
  id: string;
  answers: Record<string, string>;
  visitor?: string;
}

/** A server that only writes down what it is sent, and knows each browser by the id of what it sent. */
async function sent(now = Date.parse('2026-11-22T09:00:00Z')) {
  const forms = new Map<string, Form>();
  const bodies: (Body & { form: string })[] = [];
  const server: DemoServer = {
    async publish(text) {
      const form = Form.parse(JSON.parse(text));
      forms.set(form.id, form);
    },
    async submit(form, body) {
      bodies.push({ ...(body as unknown as Body), form });
      return { visitor: `of ${body.id}` };
    },
  };
  await seed(server, now);
  return { forms, bodies };
}

test('publishes five forms and sends each lead once, the same at every start', async () => {
  const { forms, bodies } = await sent();
  expect([...forms.keys()]).toEqual(['crm-demo', 'brand-agency', 'design-study', 'all-fields', 'pottery']);
  expect(new Set(bodies.map(({ id }) => id)).size).toBe(leads.length);
  expect((await sent()).bodies).toEqual(bodies);
});

test('the leads came in over the days before the start, the latest just now', async () => {
  const now = Date.parse('2031-05-01T12:00:00Z');
  const times = (await sent(now)).bodies.map(({ id }) =>
    Number.parseInt(id.replace('-', '').slice(0, 12), 16),
  );
  expect(Math.max(...times)).toBe(now);
  expect(now - Math.min(...times)).toBeLessThan(15 * 86_400_000);
});

test('sends what the forms ask for, complete and in order, with every stage among them', async () => {
  const { forms } = await sent();
  const stages = leads.map(({ form: id, answers, context = {}, signals = {}, after }) => {
    const compiled = compile(forms.get(id) as Form);
    const { path, stage } = judge(compiled, { answers, context, signals, known: after ? ['email'] : [] });
    expect({ answers, problems: cleanAnswers(compiled.fields, answers).problems }).toEqual({
      answers,
      problems: [],
    });
    expect({ answers, missing: path.missing, dropped: path.dropped }).toEqual({
      answers,
      missing: [],
      dropped: [],
    });
    return stage;
  });
  expect([...new Set(stages)].sort()).toEqual(['disqualified', 'lead', 'mql', 'sql']);
});

test('lets one visitor come back as the same browser', async () => {
  const { bodies } = await sent();
  const back = bodies.filter(({ visitor }) => visitor);
  expect(back).toHaveLength(1);
  const first = bodies.find(({ id }) => back[0]?.visitor === `of ${id}`);
  expect(first?.answers.email).toBe('maya@lowtide.example');
});

test('uses addresses that belong to nobody', () => {
  for (const { answers } of leads)
    if (answers.email !== undefined) expect(answers.email).toMatch(/\.example$/);
});

test('makes ids of the seventh version from a time', () => {
  const id = uuidv7(Date.parse('2026-11-12T08:41:07Z'), 3);
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7003-8000-000000000003$/);
  expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.parse('2026-11-12T08:41:07Z'));
});
