import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
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
const inline = `<script src="${inlineUrl(form)}"></script>`;
const shared = `<script async src="${embedUrl}" data-form="crm-demo"></script>`;
const definitions = ({ url }: { url: string }) => /\/v1\/forms\/[\w-]+(\?|$)/.test(url);
/** A server with this form in every language that is asked for. */
const serving: typeof acknowledge = (asked) => {
  if (!definitions(asked)) return acknowledge(asked);
  const url = new URL(asked.url);
  const id = url.pathname.split('/').at(-1);
  return json(200, served({ id }, { language: url.searchParams.get('lang') ?? 'en' }));
};

const pages: HostPage[] = [];
const open: typeof openPage = async (body, given) => {
  const page = await openPage(body, { respond: serving, ...given });
  pages.push(page);
  return page;
};
const drawn = (host: Element | undefined) => waitFor(() => inside(host, 'input'));

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  for (const page of pages.splice(0)) {
    expect(page.trouble).toEqual([]);
    page.close();
  }
});

describe('the script tag', () => {
  test('with the form inside draws right after itself, at once and without asking for anything', async () => {
    const { forms, document, asked } = await open(`<p>before</p>${inline}<p>after</p>`);
    expect(textOf(forms()[0])).toContain('What brings you here?');
    expect([...document.body.children].map(({ localName }) => localName)).toEqual([
      'p',
      'script',
      'qualiform-form',
      'p',
    ]);
    expect(asked.filter(definitions)).toEqual([]);
  });

  test('that is shared fetches its form', async () => {
    const { forms, asked } = await open(`<p>before</p>${shared}<p>after</p>`);
    await drawn(forms()[0]);
    expect(asked[0]).toEqual({
      url: `${location.origin}/v1/forms/crm-demo?lang=en`,
      method: 'GET',
      body: '',
    });
    expect(forms()[0]?.previousElementSibling?.localName).toBe('script');
  });

  test('without a form draws nothing of its own, only elements', async () => {
    const page = await open(
      `<qualiform-form form="crm-demo"></qualiform-form><script src="${embedUrl}"></script>`,
    );
    expect(page.forms()).toHaveLength(1);
    await drawn(page.forms()[0]);
  });

  test('pasted twice draws two forms with one widget, and leaves the first one alone', async () => {
    const page = await open(inline);
    const { Qualiform } = page.window;
    inside(page.forms()[0], 'input').dataset.mine = 'yes';
    const again = page.document.createElement('script');
    again.src = inlineUrl(form);
    page.document.body.append(again);
    await waitFor(() => expect(page.forms()).toHaveLength(2));
    await drawn(page.forms()[1]);
    expect(page.window.Qualiform).toBe(Qualiform);
    expect(inside(page.forms()[0], 'input').dataset.mine).toBe('yes');
    await waitFor(() => expect(page.heard.filter(({ name }) => name === 'ready')).toHaveLength(2));
  });

  test('of both kinds on one page: each draws its own', async () => {
    const other = inlineUrl(served({ id: 'other', title: 'Other' }));
    const page = await open(`${inline}${shared}<script src="${other}"></script>`);
    for (const host of page.forms()) await drawn(host);
    expect(page.forms().map((host) => host.getAttribute('form'))).toEqual(['crm-demo', 'crm-demo', 'other']);
  });

  test('in the head draws last on the page, or in its target', async () => {
    const target = `<script src="${inlineUrl(form)}" data-target="#here"></script>`;
    const page = await open('<main><div id="here"></div></main><footer></footer>', { head: inline + target });
    const [in_target, last] = page.forms();
    expect(in_target?.parentElement?.id).toBe('here');
    expect(last).toBe(page.document.body.lastElementChild);
    for (const host of page.forms()) await drawn(host);
  });

  test.each(['#gone', 'not a [selector'])('whose target %s is not there says so', async (target) => {
    const page = await open(`<script src="${inlineUrl(form)}" data-target="${target}"></script>`);
    expect(page.forms()).toEqual([]);
    expect(page.told.join()).toContain(`data-target="${target}"`);
  });

  test('whose target comes later is drawn in it then', async () => {
    const page = await open(`<script src="${inlineUrl(form)}" data-target="#late"></script>`);
    expect(page.forms()).toEqual([]);
    const late = page.document.createElement('section');
    late.id = 'late';
    page.document.body.append(late);
    await waitFor(() => expect(late.querySelector('qualiform-form')).not.toBeNull());
    expect(textOf(page.forms()[0])).toContain('Hello');
  });

  test('taken away by a tag manager draws all the same', async () => {
    const page = await open(
      `<script>
        const tag = document.createElement('script');
        tag.src = '${inlineUrl(form)}';
        document.head.append(tag);
        tag.remove();
      </script>`,
    );
    await waitFor(() => expect(page.forms()).toHaveLength(1));
    await drawn(page.forms()[0]);
  });

  test('is found behind an image that is called currentScript', async () => {
    const page = await open(`<img name="currentScript" alt=""><img id="Qualiform" alt="">${inline}`);
    await drawn(page.forms()[0]);
    expect(page.forms()[0]?.previousElementSibling?.localName).toBe('script');
  });

  test('that cannot be told, as in modules, is found by its address, each in its turn', async () => {
    const tag = (id: string) =>
      `<script type="text/plain" src="https://forms.example/q/embed.js?v=1" data-form="${id}"></script>`;
    const page = await open(
      `${tag('crm-demo')}<p></p>${tag('other')}<script src="${embedUrl}"></script><script src="${embedUrl}"></script>`,
      {
        before: ({ Document }) =>
          Object.defineProperty(Document.prototype, 'currentScript', { get: () => null }),
      },
    );
    for (const host of page.forms()) await drawn(host);
    expect(page.forms().map((host) => host.getAttribute('form'))).toEqual(['crm-demo', 'other']);
    expect(page.forms()[0]?.nextElementSibling?.localName).toBe('p');
    expect(page.asked[0]?.url).toBe('https://forms.example/q/v1/forms/crm-demo?lang=en');
  });

  test('leaves nothing global behind but Qualiform, and no cookie', async () => {
    let before: string[] = [];
    const page = await open(inline, {
      before: (inner) => {
        before = Object.getOwnPropertyNames(inner);
      },
    });
    const added = Object.getOwnPropertyNames(page.window).filter((name) => !before.includes(name));
    expect(added).toEqual(['Qualiform']);
    expect(page.document.cookie).toBe('');
  });
});

describe('attributes', () => {
  const tag = (attributes: string) => `<script src="${inlineUrl(form)}" ${attributes}></script>`;

  test('that are not understood are told with their remedy, and the form is drawn', async () => {
    const page = await open(tag('data-persist="cookie" data-cfasync="false"'));
    await drawn(page.forms()[0]);
    expect(page.told).toHaveLength(1);
    expect(page.told[0]).toMatch(/persist="cookie".*local, session, none/);
  });

  test('of a mode that is not drawn in the page ask for its frame, and draw nothing until it is opened', async () => {
    const page = await open(shared.replace('data-form', 'data-mode="popup" data-form'));
    await waitFor(() => expect(page.asked.filter(definitions)).toHaveLength(1));
    expect(page.forms()[0]?.shadowRoot?.querySelector('input')).toBeFalsy();
    expect(page.heard.map(({ name }) => name)).not.toContain('ready');
  });

  test('theme goes before the form’s own', async () => {
    const page = await open(tag('data-theme="dark"'));
    await drawn(page.forms()[0]);
    expect(getComputedStyle(inside(page.forms()[0], 'div')).colorScheme).toContain('dark');
  });

  test('prefill fills in what the form allows', async () => {
    const page = await open(tag('data-prefill="need=switch&email=x@y.example"'));
    const chosen = await waitFor(() => inside<HTMLInputElement>(page.forms()[0], '[value=switch]'));
    expect(chosen.checked).toBe(true);
  });

  test('server is where everything goes', async () => {
    const page = await open(
      `<script src="${embedUrl}" data-form="crm-demo" data-server="https://forms.example/q/"></script>`,
    );
    await drawn(page.forms()[0]);
    await fillIn(page.forms()[0] as Element, vi.waitFor);
    await waitFor(() => expect(page.asked.some(({ url }) => url.endsWith('/submissions'))).toBe(true));
    expect(page.asked.every(({ url }) => url.startsWith('https://forms.example/q/v1/'))).toBe(true);
  });
});

describe('languages', () => {
  test('the page’s own goes before that of the script', async () => {
    const page = await open(inline, { language: 'pl-PL' });
    await waitFor(() => expect(textOf(page.forms()[0])).toContain('Dzień dobry'));
    expect(page.asked.find(definitions)?.url).toContain('/v1/forms/crm-demo?lang=pl');
    expect(inside(page.forms()[0], 'div').lang).toBe('pl');
  });

  test('the attribute goes before the page', async () => {
    const page = await open(`<script src="${inlineUrl(form)}" data-language="en"></script>`, {
      language: 'pl',
    });
    expect(textOf(page.forms()[0])).toContain('Hello');
    expect(page.asked.filter(definitions)).toEqual([]);
  });

  test('one that cannot be fetched is better in another than not at all', async () => {
    const page = await open(inline, { language: 'pl', respond: () => json(503, {}) });
    await waitFor(() => expect(textOf(page.forms()[0])).toContain('Hello'));
  });

  test('one that the form does not have is no reason to ask', async () => {
    const page = await open(inline, { language: 'tlh' });
    expect(textOf(page.forms()[0])).toContain('Hello');
    expect(page.asked.filter(definitions)).toEqual([]);
  });
});

describe('a form that cannot be had', () => {
  test('says so, tells the page and the console, and comes when it is asked for again', async () => {
    let isDown = true;
    const page = await open(shared, {
      respond: (asked) =>
        isDown ? json(404, { code: 'unknown_form', detail: 'There is no such form.' }) : serving(asked),
    });
    const [host] = page.forms();
    const alert = await waitFor(() => inside(host, '[role=alert]'));
    expect(alert.textContent).toContain('could not be loaded');
    expect(page.heard).toEqual([
      {
        name: 'error',
        detail: { form: 'crm-demo', code: 'unknown_form', detail: expect.stringContaining('no such form') },
      },
    ]);
    expect(page.told.join()).toContain('unknown_form');

    isDown = false;
    inside(host, 'button').click();
    await drawn(host);
    expect(textOf(host)).not.toContain('could not be loaded');
  });

  test('offers another way and what the page has put there for this, and comes by itself when the line is back', async () => {
    let isDown = true;
    const page = await open(
      `${shared.replace('data-form="crm-demo"', '')}<qualiform-form form="crm-demo" contact="tel:+48221234567"><a href="/team">Our team</a></qualiform-form>`,
      {
        respond: (asked) => {
          if (isDown) throw new TypeError('no line');
          return serving(asked);
        },
      },
    );
    const [host] = page.forms();
    await waitFor(() => inside(host, '[role=alert]'));
    expect(inside<HTMLAnchorElement>(host, '.fault a').href).toBe('tel:+48221234567');
    expect(host?.querySelector('a')?.checkVisibility()).toBe(true);

    isDown = false;
    page.window.dispatchEvent(new Event('online'));
    await drawn(host);
    expect(host?.querySelector('a')?.checkVisibility()).toBe(false);
    expect(page.heard.filter(({ name }) => name === 'error')).toHaveLength(1);
  });

  test('is not drawn on a site that it does not keep to, and the page is told what to add', async () => {
    const kept = served({
      origins: ['https://acme.com'],
      contact: { url: 'mailto:ann@acme.com', label: 'Ann' },
    });
    const page = await open(
      `${shared.replace('data-form="crm-demo"', '')}<qualiform-form form="crm-demo" server="https://forms.acme.com"></qualiform-form>`,
      { respond: (asked) => (definitions(asked) ? json(200, kept) : acknowledge(asked)) },
    );
    const [host] = page.forms();
    await waitFor(() => inside(host, '[role=alert]'));
    expect(inside(host, '.fault a').textContent).toBe('Ann');
    expect(page.heard[0]?.detail).toMatchObject({
      code: 'origin_not_allowed',
      detail: expect.stringContaining(`"${location.origin}"`),
    });
  });

  test('is never an endless wait, even where fetch throws', async () => {
    const page = await open(shared, {
      respond: () => {
        throw new TypeError('patched');
      },
    });
    await waitFor(() => inside(page.forms()[0], '[role=alert]'));
    expect(page.heard[0]?.detail.code).toBe('unreachable');
  });
});

describe('window.Qualiform', () => {
  test('mounts into an element and lets go of it again', async () => {
    const page = await open(`<div id="place"><b>mine</b></div>${`<script src="${embedUrl}"></script>`}`);
    const { Qualiform } = page.window;
    if (!Qualiform || !('mount' in Qualiform)) throw new Error('no Qualiform');
    expect(Qualiform.version).toMatch(/^\d+\.\d+\.\d+/);
    const place = page.document.querySelector('#place') as HTMLElement;
    const heard = vi.fn();
    const handle = Qualiform.mount(place, { form: 'crm-demo', prefill: { need: 'switch', seats: 4 } });
    place.addEventListener('qualiform:ready', heard);
    await waitFor(() => expect(heard).toHaveBeenCalledOnce());
    expect(inside<HTMLInputElement>(handle.element, '[value=switch]').checked).toBe(true);

    inside(handle.element, '[type=submit]').click();
    const seats = await waitFor(() => inside<HTMLInputElement>(handle.element, '[name=seats]'));
    expect(seats.value).toBe('4');
    handle.reset();
    await waitFor(() => inside(handle.element, '[value=switch]'));

    handle.unmount();
    expect(place.innerHTML).toBe('<b>mine</b>');
  });

  test('takes calls from before it was there', async () => {
    const page = await open(
      `<script>(window.Qualiform = window.Qualiform || { q: [] }).q.push(['track', 'webinar_joined'], ['nonsense'])</script>${inline}`,
    );
    await fillIn(page.forms()[0] as Element, vi.waitFor);
    await waitFor(() => expect(page.asked.some(({ url }) => url.endsWith('/submissions'))).toBe(true));
    const { body } = page.asked.find(({ url }) => url.endsWith('/submissions')) ?? {};
    expect(JSON.parse(body ?? '').signals.webinar).toHaveLength(1);
  });

  test('identifies the visitor by a token of the server', async () => {
    const page = await open(inline);
    page.window.Qualiform?.q.push(['identify', 'token-1']);
    await fillIn(page.forms()[0] as Element, vi.waitFor);
    await waitFor(() => expect(page.asked.some(({ url }) => url.endsWith('/submissions'))).toBe(true));
    const { body } = page.asked.find(({ url }) => url.endsWith('/submissions')) ?? {};
    expect(JSON.parse(body ?? '').visitor).toBe('token-1');
  });

  test('opens a form: brings it into view with the keyboard in it', async () => {
    const page = await open(`<div style="height: 3000px"></div>${inline}`);
    const { Qualiform } = page.window;
    if (!Qualiform || !('open' in Qualiform)) throw new Error('no Qualiform');
    const [host] = page.forms();
    await drawn(host);
    expect(page.window.scrollY).toBe(0);
    expect(page.document.activeElement).toBe(page.document.body);
    expect(Qualiform.open('crm-demo')).toBe(true);
    expect(page.document.activeElement).toBe(host);
    expect(page.window.scrollY).toBeGreaterThan(0);
    expect(Qualiform.open('gone')).toBe(false);
  });
});

describe('signals and visits', () => {
  test('mode="track" draws nothing and counts for the form on a later page', async () => {
    const tracking = served({ signals: [{ id: 'pricing', page: '*', points: 5 }] });
    const respond: typeof acknowledge = (asked) =>
      definitions(asked) ? json(200, tracking) : acknowledge(asked);
    const first = await open(
      `<script async src="${embedUrl}" data-form="crm-demo" data-mode="track"></script>`,
      { respond },
    );
    await waitFor(() => expect(localStorage.getItem('qualiform:signals:crm-demo')).not.toBeNull());
    expect(textOf(first.forms()[0])).toBe('');
    expect(first.heard).toEqual([]);

    const second = await open(`<script src="${inlineUrl(tracking)}"></script>`);
    await fillIn(second.forms()[0] as Element, vi.waitFor);
    await waitFor(() => expect(second.asked.some(({ url }) => url.endsWith('/submissions'))).toBe(true));
    const { body } = second.asked.find(({ url }) => url.endsWith('/submissions')) ?? {};
    expect(JSON.parse(body ?? '')).toMatchObject({
      context: { 'visit.count': 1, language: 'en' },
      signals: { pricing: [expect.any(Number), expect.any(Number)] },
    });
  });
});

describe('what leaves the page', () => {
  test('is nothing that was typed before it is sent, and no answers in counts and events', async () => {
    const page = await open(inline);
    const host = page.forms()[0] as Element;
    inside(host, '[type=radio][value=switch]').click();
    const email = await waitFor(() => inside<HTMLInputElement>(host, '[type=email]'));
    type(email, 'secret@acme.example');
    page.window.dispatchEvent(new Event('pagehide'));
    await waitFor(() => expect(page.asked).toHaveLength(2));
    const to = (address: RegExp) => page.asked.find(({ url }) => address.test(url));
    const token = to(/\/token\?id=[0-9a-f-]{36}$/);
    const counts = to(/\/v1\/events$/);
    expect(token && (token.body ?? '')).toBe('');
    expect(JSON.parse(counts?.body ?? '').events).toEqual([
      { type: 'view' },
      { type: 'start' },
      { type: 'step', step: 'company' },
    ]);
    inside(host, '[type=submit]').click();
    await waitFor(() => expect(page.heard.map(({ name }) => name)).toContain('outcome'));
    expect(page.heard.map(({ name }) => name)).toEqual(['ready', 'start', 'step', 'submit', 'outcome']);
    expect(JSON.stringify(page.heard)).not.toContain('secret');
  });

  test('answers="shown" gives them to the page, and funnel="off" counts nothing', async () => {
    const page = await open(
      `<script src="${inlineUrl(form)}" data-answers="shown" data-funnel="off"></script>`,
    );
    await fillIn(page.forms()[0] as Element, vi.waitFor);
    await waitFor(() => expect(page.heard.map(({ name }) => name)).toContain('submit'));
    expect(page.heard.find(({ name }) => name === 'submit')?.detail.answers).toEqual({
      need: 'switch',
      email: 'ann@acme.example',
    });
    page.window.dispatchEvent(new Event('pagehide'));
    expect(page.asked.filter(({ url }) => url.endsWith('/events'))).toEqual([]);
  });

  test('waits on the device while there is no line, and goes when it is back', async () => {
    let isOffline = true;
    const page = await open(inline, {
      respond: (asked) => {
        if (isOffline) throw new TypeError('Failed to fetch');
        return serving(asked);
      },
    });
    const host = page.forms()[0] as Element;
    await fillIn(host, vi.waitFor);
    await waitFor(() => expect(textOf(host)).toContain(form.words.saved));
    const stored = () => Object.keys(localStorage).filter((key) => key.startsWith('qualiform:queue:'));
    expect(stored()).toHaveLength(1);

    isOffline = false;
    page.window.dispatchEvent(new Event('online'));
    await waitFor(() => expect(textOf(host)).toContain(form.words.sent));
    expect(stored()).toEqual([]);
    expect(localStorage.getItem('qualiform:draft:crm-demo')).toBeNull();
  });

  test.each(['none', 'session'])('persist="%s" leaves nothing for good', async (persist) => {
    const page = await open(
      `<script src="${inlineUrl(form)}" data-persist="${persist}"></script><script>Qualiform.track('webinar_joined')</script>`,
    );
    const host = page.forms()[0] as Element;
    inside(host, '[type=radio][value=switch]').click();
    await waitFor(() => inside(host, '[type=email]'));
    expect(Object.keys(localStorage)).toEqual([]);
    expect(Object.keys(sessionStorage).length > 0).toBe(persist === 'session');
    inside(host, '[type=submit]').click();
    await waitFor(() => expect(textOf(host)).toContain(form.words.sent));
    expect(Object.keys(localStorage)).toEqual([]);
  });
});

describe('a page that makes it hard', () => {
  async function goThrough(page: HostPage) {
    const host = page.forms()[0] as Element;
    await fillIn(host, vi.waitFor);
    await waitFor(() => expect(textOf(host)).toContain(form.words.sent));
    return JSON.parse(page.asked.find(({ url }) => url.endsWith('/submissions'))?.body ?? '');
  }

  test('by the strictest policy there is sees no violation', async () => {
    const policy = [
      "default-src 'none'",
      `script-src 'unsafe-inline' blob: ${location.origin}`,
      `connect-src ${location.origin}`,
      "style-src 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ].join('; ');
    const page = await open(inline, {
      head: `<meta http-equiv="content-security-policy" content="${policy}">`,
    });
    await goThrough(page);
    expect(getComputedStyle(inside(page.forms()[0], 'div')).display).toBe('block');
    expect(page.trouble).toEqual([]);
  });

  test.each(['localStorage', 'sessionStorage', 'navigator.locks'])(
    'without %s works to the end',
    async (name) => {
      const page = await open(inline, {
        before: (inner) => {
          const get = () => {
            throw new DOMException('denied', 'SecurityError');
          };
          if (name.endsWith('Storage')) Object.defineProperty(inner, name, { get });
          else Object.defineProperty(inner.navigator, 'locks', { value: undefined });
        },
      });
      await goThrough(page);
    },
  );

  test('by an old library sends what was answered', async () => {
    const page = await open(inline, {
      before: (inner) => {
        Object.assign(inner.Array.prototype, {
          toJSON(this: unknown[]) {
            return `[${this.join()}]`;
          },
        });
      },
    });
    expect((await goThrough(page)).answers).toEqual({ need: 'switch', email: 'ann@acme.example' });
  });

  test('by styles for everything still shows the form', async () => {
    const page = await open(`<style>body *{all:unset!important;display:none!important}</style>${inline}`);
    await drawn(page.forms()[0]);
    expect(inside(page.forms()[0], 'input').getClientRects().length).toBeGreaterThan(0);
  });

  test('by corrupt storage starts afresh', async () => {
    for (const key of ['draft:crm-demo', 'memory:crm-demo', 'signals:crm-demo', 'visit', 'queue:x'])
      localStorage.setItem(`qualiform:${key}`, '{"__proto__":{"version":1},"values":null');
    await goThrough(await open(inline));
  });

  test('by a form around it is not sent by Enter, nor by our buttons', async () => {
    const page = await open(`<form id="outer" action="/gone"><input name="q"><input type="submit"></form>`);
    const outer = page.document.querySelector('form') as HTMLFormElement;
    const sent = vi.fn((event: Event) => event.preventDefault());
    const keys: string[] = [];
    page.document.addEventListener('submit', sent);
    page.document.addEventListener('keydown', ({ key }) => keys.push(key));
    const tag = page.document.createElement('script');
    tag.src = inlineUrl(form);
    outer.append(tag);
    await waitFor(() => expect(page.forms()).toHaveLength(1));
    const [host] = page.forms();
    await drawn(host);
    expect(outer.elements).toHaveLength(2);
    const press = (key: string) =>
      inside(host, 'input').dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
      );
    press('Enter');
    press('/');
    press('Escape');
    expect(keys).toEqual(['Escape']);
    await goThrough(page);
    expect(sent).not.toHaveBeenCalled();
  });
});
