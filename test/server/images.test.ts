/** Pictures of options: carried in the form, handed out one by one, and never a door to anything else. */
import { expect, test } from 'vitest';
import { checkForm } from '../../widget/schema/lint.ts';
import { local } from './local.ts';

const dot = 'R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=';
const formWith = (image: string) => ({
  id: 'looks',
  title: 'Looks',
  steps: [
    {
      id: 'one',
      fields: [
        { id: 'look', type: 'choice', label: 'Which one?', options: [{ id: 'calm', label: 'Calm', image }] },
      ],
    },
  ],
  outcomes: [{ id: 'thanks', show: { type: 'message' } }],
});

test('a picture has an address of its own for good, and the definition only says that it is there', async () => {
  const { app, ask, publish } = await local();
  await publish(formWith(`data:image/gif;base64,${dot}`) as never);
  const { body } = await ask<{ steps: { fields: { options: object[] }[] }[] }>('/v1/forms/looks');
  expect(body.steps[0]?.fields[0]?.options).toEqual([{ id: 'calm', label: 'Calm', pictured: true }]);
  const picture = await app.request('/v1/forms/looks/1/images/look/calm');
  expect(picture.status).toBe(200);
  expect(Object.fromEntries(picture.headers)).toMatchObject({
    'content-type': 'image/gif',
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
    'cache-control': expect.stringContaining('immutable'),
  });
  expect(Buffer.from(await picture.arrayBuffer()).toString('base64')).toBe(dot);
});

test.each([
  'looks/1/images/look/none',
  'looks/1/images/none/calm',
  'looks/2/images/look/calm',
  'none/1/images/look/calm',
])('%s is none', async (path) => {
  const { ask, publish } = await local();
  await publish(formWith(`data:image/gif;base64,${dot}`) as never);
  expect((await ask(`/v1/forms/${path}`)).status).toBe(404);
});

test.each([
  `data:image/svg+xml;base64,${dot}`,
  'https://evil.example/x.png',
  `data:text/html;base64,${dot}`,
  'data:image/png,raw',
  `data:image/png;base64,${'A'.repeat(90_000)}`,
])('%# is refused as a picture', (image) => {
  const { problems } = checkForm(JSON.stringify(formWith(image)));
  expect(
    problems.filter(({ severity, pointer }) => severity === 'error' && pointer.endsWith('/image')),
  ).toHaveLength(1);
});
