/** What a form may ask for beyond what is looked at anyway: any sign to be enough, work in the browser, the ticket of Turnstile. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { workBits } from '../../server/admission/token.ts';
import { solve } from '../../widget/lazy/work.ts';
import { demo } from './forms.ts';
import { type Local, local, submission } from './local.ts';
import { filled, sendersTo } from './robots.ts';

let server: Local;
beforeEach(async () => {
  server = await local({ TRUSTED_PROXY_HOPS: '1' });
  await server.publish(demo);
});

const { asPerson, send, stored, tokenFor } = sendersTo(() => server);

describe('a form that asks for more', () => {
  const publish = (protect: NonNullable<typeof demo.protect>) =>
    server.publish({ ...demo, id: 'guarded', protect });

  test('strict: any sign is enough', async () => {
    await publish({ strict: true });
    const { id } = await send(submission(filled()), undefined, 'guarded');
    expect(await stored(id)).toMatchObject({ reasons: ['no_token'], quarantined: true });
    expect((await stored((await asPerson(filled(), {}, 'guarded')).id)).quarantined).toBe(false);
  });

  test('work: what the widget finds is what the server checks, and guessing is not enough', async () => {
    await publish({ work: true });
    const body = submission(filled());
    const { token, work: bits = 0 } = await tokenFor(body.id, 'guarded');
    expect(bits).toBe(workBits);
    server.clock.now += 30_000;
    const timer = (callback: () => void) => {
      setTimeout(callback);
      return () => {};
    };
    const work = await solve(token, bits, timer);
    // By another SHA-256, as the description of the API has it.
    expect(createHash('sha256').update(`${token} ${work}`).digest('hex')).toMatch(/^0000/);
    expect(await stored((await send(body, { token, work }, 'guarded')).id)).toMatchObject({ reasons: [] });

    const lazy = submission(filled());
    const given = await tokenFor(lazy.id, 'guarded');
    server.clock.now += 30_000;
    const sent = await send(lazy, { token: given.token, work }, 'guarded');
    expect(await stored(sent.id)).toMatchObject({ reasons: ['no_work'], quarantined: true });
  });

  describe('Turnstile', () => {
    const withCloudflare = async (answer: () => Promise<Response>) => {
      const asked: string[] = [];
      server = await local(
        { TRUSTED_PROXY_HOPS: '1', TURNSTILE_SECRET: 'secret' },
        {
          ask: async (_url, init) => {
            asked.push(String(init?.body));
            return answer();
          },
        },
      );
      await server.publish({ ...demo, id: 'guarded', protect: { turnstile: 'site-key' } });
      return asked;
    };

    test('a good ticket is asked about, and passes', async () => {
      const asked = await withCloudflare(async () => Response.json({ success: true }));
      const { id } = await asPerson(filled(), { ticket: 'a-ticket' }, 'guarded');
      expect(await stored(id)).toMatchObject({ reasons: [], quarantined: false });
      // By the id Cloudflare knows a try that is made again, for which the ticket would be used up.
      expect(asked).toEqual([`secret=secret&response=a-ticket&remoteip=198.51.100.7&idempotency_key=${id}`]);
    });

    test('none, or one that Cloudflare does not know, is set aside', async () => {
      await withCloudflare(async () => Response.json({ success: false }));
      for (const proof of [{}, { ticket: 'forged' }])
        expect(await stored((await asPerson(filled(), proof, 'guarded')).id)).toMatchObject({
          reasons: ['no_ticket'],
          quarantined: true,
        });
    });

    test.each([
      ['cannot be reached', () => Promise.reject(new TypeError('no line'))],
      ['has trouble', async () => new Response('', { status: 500 })],
      [
        'does not know our secret',
        async () => Response.json({ success: false, 'error-codes': ['invalid-input-secret'] }),
      ],
    ])('where Cloudflare %s nobody suffers for it', async (_, answer) => {
      await withCloudflare(answer);
      const { id } = await asPerson(filled(), { ticket: 'a-ticket' }, 'guarded');
      expect(await stored(id)).toMatchObject({ reasons: [], quarantined: false });
    });
  });
});
