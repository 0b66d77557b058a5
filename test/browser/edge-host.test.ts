/** What a page may do to its forms and hear of them; and what is left on the device when it must not be. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import guide from '../../demo/docs/embed.html?raw';
import type { Qualiform } from '../../widget/host.d.ts';
import { waitFor } from '../wait.ts';
import { served } from '../widget/served.ts';
import {
  acknowledge,
  embedUrl,
  fillIn,
  type HostPage,
  inlineUrl,
  inside,
  json,
  openPage,
  textOf,
  type,
} from './host-page.ts';

const form = served();
const inline = (attributes = '', definition = form) =>
  `<script src="${inlineUrl(definition)}" ${attributes}></script>`;
const definitions = ({ url }: { url: string }) => /\/v1\/forms\/[\w-]+(\?|$)/.test(url);
const serving: typeof acknowledge = (asked) =>
  definitions(asked)
    ? json(200, served({ id: new URL(asked.url).pathname.split('/').at(-1) }))
    : acknowledge(asked);

const pages: HostPage[] = [];
const open: typeof openPage = async (body, given) => {
  const page = await openPage(body, { respond: serving, ...given });
  pages.push(page);
  return page;
};

const clear = () => {
  localStorage.clear();
  sessionStorage.clear();
};
beforeEach(clear);
afterEach(() => {
  for (const page of pages.splice(0)) {
    expect(page.trouble).toEqual([]);
    page.close();
  }
});

const there = ({ window: { Qualiform } }: HostPage): Qualiform => {
  if (!Qualiform) throw new Error('no Qualiform');
  return Qualiform;
};
const first = ({ forms }: HostPage) => forms()[0] as HTMLElement;
const second = async (host: Element, name: string) => {
  inside(host, '[value=switch]').click();
  return waitFor(() => inside<HTMLInputElement>(host, `[name=${name}]`));
};
const sentFrom = ({ asked }: HostPage) =>
  asked.filter(({ url }) => url.endsWith('/submissions')).map(({ body }) => JSON.parse(body));
const isSent = (page: HostPage) => waitFor(() => expect(textOf(first(page))).toContain(form.words.sent));

/** The line that the guide offers for calls before the script is there. */
const [, written = ''] = /<pre[^>]* id="stub"><code>(.*?)<\/code>/.exec(guide) ?? [];
const stub = written.replaceAll('&gt;', '>').replaceAll('&lt;', '<');

describe('calls from before the script is there', () => {
  test('work by the line in the guide, whatever they are called', async () => {
    const calls = `<script>
      window.heard = [];
      Qualiform.on('ready', ({ form }) => heard.push(form));
      Qualiform.prefill('crm-demo', { need: 'switch', seats: 4 });
      Qualiform.track('webinar_joined');
      Qualiform.identify('token-1');
      Qualiform.open('crm-demo');
      Qualiform.q.push((qualiform) => heard.push(typeof qualiform.doctor));
      Qualiform.explode('x');
    </script>`;
    const page = await open(`${stub}${calls}<div style="height: 3000px"></div>${inline()}`);
    const host = first(page);
    await waitFor(() => expect(page.window.scrollY).toBeGreaterThan(0));
    expect(page.document.activeElement).toBe(host);
    expect(page.window).toMatchObject({ heard: ['function', 'crm-demo'] });
    expect(inside<HTMLInputElement>(host, '[value=switch]').checked).toBe(true);
    expect(page.told.join()).toContain('there is no call "explode"');

    expect((await second(host, 'seats')).value).toBe('4');
    type(inside<HTMLInputElement>(host, '[type=email]'), 'ann@acme.example');
    inside(host, '[type=submit]').click();
    await waitFor(() => expect(sentFrom(page)).toHaveLength(1));
    expect(sentFrom(page)[0]).toMatchObject({
      visitor: 'token-1',
      answers: { need: 'switch', seats: 4 },
      signals: { webinar: [expect.any(Number)] },
    });
  });

  test('wait for a form that comes later, as long as the page is loading', async () => {
    const page = await open(
      `<script>window.Qualiform = { q: [['open', 'late'], ['prefill', 'late', { need: 'switch' }]] }</script>
      <script src="${embedUrl}"></script><div style="height: 3000px"></div>
      <qualiform-form form="late" server="https://forms.example"></qualiform-form>`,
    );
    const chosen = await waitFor(() => inside<HTMLInputElement>(first(page), '[value=switch]'));
    expect(chosen.checked).toBe(true);
    await waitFor(() => expect(page.document.activeElement).toBe(first(page)));
    expect(page.told).toEqual([]);
  });
});

describe('prefill', () => {
  const consenting = served({
    steps: [
      {
        id: 'only',
        fields: [
          { id: 'name', type: 'text', label: 'Name', prefill: true },
          { id: 'city', type: 'text', label: 'City', prefill: true },
          { id: 'email', type: 'email', label: 'E-mail' },
          { id: 'plan', type: 'hidden', label: 'Plan', prefill: true },
          { id: 'secret', type: 'hidden', label: 'Secret' },
          { id: 'agree', type: 'consent', label: 'I agree', prefill: true },
        ],
      },
    ],
  });

  test('fills in what the form allows, and never what was typed, a consent or an undeclared field', async () => {
    const page = await open(inline('', consenting));
    const host = first(page);
    const field = (name: string) => inside<HTMLInputElement>(host, `[name=${name}]`);
    type(field('name'), 'Ann');
    const values = { name: 'Bob', city: 'Łódź', email: 'b@x.example', plan: 'pro', secret: 'x', agree: true };
    expect(there(page).prefill('crm-demo', values)).toBe(true);
    await waitFor(() => expect(field('city').value).toBe('Łódź'));
    expect([field('name').value, field('email').value, field('agree').checked]).toEqual(['Ann', '', false]);
    expect(page.told).toHaveLength(1);
    expect(page.told[0]).toMatch(/email,secret,agree\. Write "prefill": true/);

    // What the page has filled in it may change, and a form that starts over has it still.
    there(page).prefill('crm-demo', { city: 'Gdańsk' });
    await waitFor(() => expect(field('city').value).toBe('Gdańsk'));
    inside(host, '[type=submit]').click();
    await waitFor(() => expect(sentFrom(page)).toHaveLength(1));
    expect(sentFrom(page)[0].answers).toEqual({ name: 'Ann', city: 'Gdańsk', plan: 'pro' });
    there(page).reset('crm-demo');
    await waitFor(() => expect([field('name').value, field('city').value]).toEqual(['Bob', 'Gdańsk']));
  });
});

describe('every copy of a form', () => {
  test('starts over and goes away by its id, and others are left alone', async () => {
    const page = await open(`${inline()}${inline()}${inline('', served({ id: 'other' }))}`);
    const { reset, unmount } = there(page);
    for (const host of page.forms()) await second(host, 'name');
    expect(reset('crm-demo')).toBe(true);
    const shows = (selector: string) =>
      page.forms().filter((host) => host.shadowRoot?.querySelector(selector));
    await waitFor(() => expect(shows('[value=switch]')).toHaveLength(2));
    expect(shows('[name=name]').map((host) => host.getAttribute('form'))).toEqual(['other']);
    expect(unmount('crm-demo')).toBe(true);
    expect(page.forms().map((host) => host.getAttribute('form'))).toEqual(['other']);
    expect(there(page).unmount('crm-demo')).toBe(false);
    expect(page.told.at(-1)).toMatch(/no form "crm-demo" on this page\. There are: "other"/);
  });

  test('is heard, or only one form, until the page has heard enough', async () => {
    const page = await open(`${inline()}${inline('', served({ id: 'other' }))}`);
    const heard: string[] = [];
    const hear = (who: string) => (detail: { form: string }, event: Event) =>
      heard.push(`${who} ${detail.form} ${(event.target as Element).localName}`);
    const stop = there(page).on('step', hear('all'));
    there(page).on('step', hear('one'), 'other');
    for (const host of page.forms()) await second(host, 'name');
    const both = ['all crm-demo qualiform-form', 'all other qualiform-form', 'one other qualiform-form'];
    expect(heard).toEqual(both);
    stop();
    inside(page.forms()[0], '.foot .quiet').click();
    await waitFor(() => expect(page.heard.filter(({ name }) => name === 'step')).toHaveLength(3));
    expect(heard).toEqual(both);
  });
});

describe('a wrong call', () => {
  test.each<[string, string]>([
    ["open('gone')", 'there is no form "gone" on this page. There are: "crm-demo"'],
    ['open()', 'there is no form'],
    ['close({})', 'there is no form'],
    ['reset(null)', 'there is no form'],
    ['prefill()', 'write the id of the form as a text'],
    ["prefill('crm-demo')", 'prefill'],
    ['track()', 'write the name of the event as a text'],
    ["track('')", 'not an empty one'],
    ['identify(7)', 'write the token from your server as a text'],
    ["on('finished', () => {})", 'There are: "ready", "start"'],
    ["on('ready')", 'the second value is the function'],
    ["consent('yes')", 'say true or false'],
    ["mount(document.querySelector('#gone'), { form: 'crm-demo' })", 'Is it on the page yet?'],
    ["mount(document.body, { from: 'crm-demo' })", 'there is no option "from". There are: "form"'],
    ['mount()', 'mount'],
    ["q.push(['add'])", 'there is no call "add"'],
    ['q.push(null)', 'q'],
    ['q.push(() => { throw new Error("theirs") })', 'theirs'],
  ])('%s is told with what to write instead, and throws nothing', async (call, remedy) => {
    const page = await open(`<div>${inline()}</div>`);
    (page.window as unknown as { eval(code: string): unknown }).eval(`Qualiform.${call}`);
    await waitFor(() => expect(page.told.join()).toContain(remedy));
    expect(page.told.join()).toContain('Qualiform.');
  });
});

describe('events', () => {
  const inOrder = ['ready', 'start', 'step', 'submit', 'outcome'];

  test.each<[string, string]>([
    ['a tag of its own', inline()],
    ['a shared tag', `<script src="${embedUrl}" data-form="crm-demo"></script>`],
    ['an element', `<qualiform-form form="crm-demo"></qualiform-form><script src="${embedUrl}"></script>`],
    [
      'a call',
      `<script src="${embedUrl}"></script><script>Qualiform.mount(document.body, { form: 'crm-demo' })</script>`,
    ],
  ])('come once each and in order from %s, without a word of what was answered', async (_, body) => {
    const page = await open(body);
    await waitFor(() => inside(first(page), 'input'));
    await fillIn(first(page), vi.waitFor);
    await isSent(page);
    expect(page.heard.map(({ name }) => name)).toEqual(inOrder);
    expect(page.heard.at(-1)?.detail).toEqual({
      form: 'crm-demo',
      version: 1,
      id: expect.any(String),
      stage: 'lead',
      outcome: 'thanks',
      score: { total: 20, dimensions: { score: 20 } },
    });
    expect(JSON.stringify(page.heard)).not.toMatch(/ann@acme|switch/);
  });

  test('have answers, and the rows of the score, where the page asks for them', async () => {
    const page = await open(inline('data-answers="shown"'));
    await fillIn(first(page), vi.waitFor);
    await isSent(page);
    expect(page.heard.find(({ name }) => name === 'submit')?.detail).toMatchObject({
      answers: { need: 'switch', email: 'ann@acme.example' },
      score: { ledger: [{ source: 'need.switch', dimension: 'score', points: 20 }] },
    });
  });
});

/** Goes through everything that keeps something: a visit, a signal, a draft, a remembered answer, an outbox. */
async function doEverything(page: HostPage): Promise<void> {
  there(page).track('webinar_joined');
  const host = first(page);
  type(await second(host, 'name'), 'Ann');
  inside(host, '.foot .quiet').click();
  await waitFor(() => inside(host, '[value=switch]'));
  await fillIn(host, vi.waitFor);
  await isSent(page);
  there(page).reset('crm-demo');
  await waitFor(() => inside(host, '[type=submit]'));
  page.window.dispatchEvent(new Event('pagehide'));
}

/** Every key that is kept anywhere in this browser for this origin. */
async function left({ document, window: { indexedDB, caches } }: HostPage) {
  const databases = await indexedDB.databases();
  const keys = [...Object.keys(localStorage), ...Object.keys(sessionStorage)];
  return {
    keys: keys.filter((key) => key.startsWith('qualiform')),
    cookie: document.cookie,
    databases: databases.map(({ name }) => name),
    caches: await caches.keys(),
  };
}
const nothing = { keys: [], cookie: '', databases: [], caches: [] };

describe('what stays on the device', () => {
  const known = {
    'qualiform:visit': 1,
    'qualiform:signals:crm-demo': 1,
    'qualiform:memory:crm-demo': 1,
    'qualiform:shown:crm-demo': 1,
    'qualiform:room:crm-demo': 1,
  };

  test('is what the guide says, and nothing with persist="none"', async () => {
    const usual = await open(inline());
    await doEverything(usual);
    expect((await left(usual)).keys.sort()).toEqual(Object.keys(known).sort());
    // Choices, never contact details.
    expect(JSON.stringify({ ...localStorage })).not.toMatch(/ann|Ann/);

    clear();
    const none = await open(inline('data-persist="none"'));
    await doEverything(none);
    expect(await left(none)).toEqual(nothing);
  });

  test.each([
    ['local', 'saved'],
    ['session', 'held'],
    ['none', 'held'],
  ] as const)(
    'is said honestly when the line is gone: with persist="%s" it is %s',
    async (persist, state) => {
      let isOffline = true;
      const page = await open(inline(`data-persist="${persist}"`), {
        respond: (asked) => {
          if (isOffline) throw new TypeError('Failed to fetch');
          return serving(asked);
        },
      });
      await fillIn(first(page), vi.waitFor);
      await waitFor(() => expect(textOf(first(page))).toContain(form.words[state]));
      isOffline = false;
      page.window.dispatchEvent(new Event('online'));
      await isSent(page);
    },
  );

  test.each(['', 'null', '[]', '7', '"x"', '{', '{"at":{}}', '{"answers":[],"visit":null}', '\u0000'])(
    'may be garbled: with %j in every key the form is drawn and sent',
    async (text) => {
      for (const key of [...Object.keys(known), 'qualiform:draft:crm-demo', 'qualiform:queue:x'])
        localStorage.setItem(key, text);
      const page = await open(inline());
      await fillIn(first(page), vi.waitFor);
      await isSent(page);
    },
  );

  test('may be full at any moment: every write from the first to the last may fail', async () => {
    for (let failing = 0, writes = 1; failing < writes; failing += 1) {
      clear();
      writes = 0;
      const page = await open(inline(), {
        before({ Storage: { prototype } }) {
          const { setItem } = prototype;
          prototype.setItem = function (this: Storage, ...pair: [string, string]) {
            if (++writes > failing) throw new DOMException('full', 'QuotaExceededError');
            setItem.apply(this, pair);
          };
        },
      });
      await doEverything(page);
      page.close();
    }
  });

  test('may be blocked: reading it throws, and the form is sent all the same', async () => {
    const page = await open(inline(), {
      before: (inner) =>
        Object.defineProperty(inner, 'localStorage', {
          get() {
            throw new DOMException('denied', 'SecurityError');
          },
        }),
    });
    await doEverything(page);
  });
});

describe('where consent is needed', () => {
  const asking = inline('data-consent="needed"');
  /** A page that writes down whenever somebody so much as looks at its storage. */
  async function watched(body = asking) {
    const touched: string[] = [];
    const page = await open(body, {
      before(inner) {
        for (const name of ['localStorage', 'sessionStorage'] as const) {
          const storage = inner[name];
          Object.defineProperty(inner, name, {
            get() {
              touched.push(name);
              return storage;
            },
          });
        }
      },
    });
    return { page, touched };
  }
  const kept = () => Object.keys(localStorage).sort();

  test('nothing is written or read, whatever is done', async () => {
    localStorage.setItem('qualiform:visit', 'from before');
    const { page, touched } = await watched();
    await doEverything(page);
    expect(touched).toEqual([]);
    expect(kept()).toEqual(['qualiform:visit']);
    expect(sentFrom(page)[0]).toMatchObject({
      context: { 'visit.count': 1 },
      signals: { webinar: [expect.any(Number)] },
    });
  });

  test('it moves to the device once it is given, joins what is there, and goes when it is taken back', async () => {
    const before = await open(inline());
    await doEverything(before);
    before.close();

    const { page } = await watched();
    there(page).track('webinar_joined');
    const name = await second(first(page), 'name');
    type(name, 'Ann');
    const stored = () => JSON.parse(localStorage.getItem('qualiform:signals:crm-demo') ?? '{}').webinar;
    expect(stored()).toHaveLength(1);
    there(page).consent(true);
    expect(stored()).toHaveLength(2);
    expect(JSON.parse(localStorage.getItem('qualiform:visit') ?? '')).toMatchObject({ count: 1 });
    expect(localStorage.getItem('qualiform:draft:crm-demo')).toContain('Ann');
    expect(inside(first(page), '[name=name]')).toBe(name);

    page.document.dispatchEvent(new CustomEvent('qualiform:consent', { detail: false }));
    expect(kept()).toEqual([]);
    // What the visitor has in hand is still there.
    type(inside<HTMLInputElement>(first(page), '[type=email]'), 'ann@acme.example');
    inside(first(page), '[type=submit]').click();
    await isSent(page);
    expect(sentFrom(page)[0]?.answers).toMatchObject({ name: 'Ann' });
    expect(kept()).toEqual([]);
  });

  test('a draft of before appears once it may be read, if the visitor has not begun', async () => {
    const before = await open(inline());
    type(await second(first(before), 'name'), 'Ann');
    before.close();
    const { page } = await watched();
    expect(inside(first(page), '[value=switch]')).toBeDefined();
    there(page).consent(true);
    const name = await waitFor(() => inside<HTMLInputElement>(first(page), '[name=name]'));
    expect(name.value).toBe('Ann');
    expect(page.heard.filter(({ name: event }) => event === 'ready')).toHaveLength(1);
  });

  test('said before the script is there, it holds from the first look on', async () => {
    const before = await open(inline());
    type(await second(first(before), 'name'), 'Ann');
    before.close();
    const page = await open(`<script>window.Qualiform = { q: [['consent', true]] }</script>${asking}`);
    expect(inside<HTMLInputElement>(first(page), '[name=name]').value).toBe('Ann');
  });

  test('the recipes of the guide do what they say', async () => {
    const [, recipes = ''] =
      /<code>(\/\/ OneTrust[\s\S]*?)<\/code>/.exec(guide.replaceAll('&gt;', '>').replaceAll('&lt;', '<')) ??
      [];
    const page = await open(
      `${stub}<script>${recipes.replace(/document\.dispatchEvent.*/, '')}</script>${asking}`,
    );
    const tell = (name: string, detail?: unknown) =>
      page.window.dispatchEvent(new page.window.CustomEvent(name, { detail }));
    const ways: [yes: () => unknown, no: () => unknown][] = [
      [
        () => tell('OneTrustGroupsUpdated', ['C0001', 'C0003']),
        () => tell('OneTrustGroupsUpdated', ['C0001']),
      ],
      [true, false].map((preferences) => () => {
        Object.assign(page.window, { Cookiebot: { consent: { preferences } } });
        return tell('CookiebotOnConsentReady');
      }) as [() => unknown, () => unknown],
      [
        () => tell('ucEvent', { event: 'consent_status', Qualiform: true }),
        () => tell('ucEvent', { event: 'consent_status', Qualiform: false }),
      ],
    ];
    for (const [yes, no] of ways) {
      yes();
      expect(kept()).toEqual(['qualiform:visit']);
      no();
      expect(kept()).toEqual([]);
    }
  });

  test('what an earlier page could not send is sent, not erased, when it is refused', async () => {
    const offline = await open(inline(), {
      respond: () => {
        throw new TypeError('Failed to fetch');
      },
    });
    await fillIn(first(offline), vi.waitFor);
    await waitFor(() => expect(textOf(first(offline))).toContain(form.words.saved));
    offline.close();
    const { page } = await watched();
    there(page).consent(false);
    expect(kept()).toEqual([]);
    await waitFor(() => expect(sentFrom(page)).toHaveLength(1));
    expect(sentFrom(page)[0].answers.email).toBe('ann@acme.example');
  });
});

describe('a bridge', () => {
  test('passes on what happens, and is not fetched unless it is asked for', async () => {
    const page = await open(`${inline()}`);
    await fillIn(first(page), vi.waitFor);
    await isSent(page);
    expect(page.window).not.toHaveProperty('dataLayer');
  });
});

test('"Not you?" forgets whom the page has named, too', async () => {
  localStorage.setItem(
    'qualiform:memory:crm-demo',
    JSON.stringify({ answers: { need: ['switch', Date.now()] } }),
  );
  const page = await open(inline());
  there(page).identify('token-1');
  const notYou = inside(first(page), '.small');
  expect(notYou.textContent).toBe(form.words.notYou);
  notYou.click();
  await waitFor(() => inside(first(page), '[value=switch]'));
  await fillIn(first(page), vi.waitFor);
  await isSent(page);
  expect(sentFrom(page)[0]).not.toHaveProperty('visitor');
});

describe('what the server has forgotten', () => {
  test('is asked after all, at its question, and the submission goes through', async () => {
    const profiling = served({
      steps: [
        {
          id: 'company',
          fields: [{ id: 'company', type: 'text', label: 'Company', remember: true, required: true }],
        },
        { id: 'reach', fields: [{ id: 'email', type: 'email', label: 'E-mail', required: true }] },
      ],
    });
    const token = { answers: {}, visitor: 'expired', known: ['company'], at: Date.now() };
    localStorage.setItem('qualiform:memory:crm-demo', JSON.stringify(token));
    const page = await open(inline('', profiling), {
      respond(asked) {
        if (!asked.url.endsWith('/submissions')) return serving(asked);
        const { answers } = JSON.parse(asked.body);
        if (answers.company) return acknowledge(asked);
        const errors = [{ pointer: '/answers/company', field: 'company', code: 'required' }];
        return json(422, { code: 'invalid_submission', errors });
      },
    });
    const host = first(page);
    type(inside<HTMLInputElement>(host, '[name=email]'), 'ann@acme.example');
    inside(host, '[type=submit]').click();
    const company = await waitFor(() => inside<HTMLInputElement>(host, '[name=company]'));
    expect(inside(host, '[role=alert]').textContent).toContain('One answer needs another look');
    expect(textOf(host)).toContain('Please answer this question');
    type(company, 'Acme');
    inside(host, '[type=submit]').click();
    const email = await waitFor(() => inside<HTMLInputElement>(host, '[name=email]'));
    expect(email.value).toBe('ann@acme.example');
    inside(host, '[type=submit]').click();
    await isSent(page);
    expect(sentFrom(page).map(({ visitor }) => visitor)).toEqual(['expired', undefined]);
    expect(page.heard.filter(({ name }) => name === 'error').map(({ detail }) => detail.code)).toEqual([
      'asked_again',
    ]);
    expect(localStorage.getItem('qualiform:memory:crm-demo')).toBeNull();
  });
});
