import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { waitFor } from '../wait.ts';
import { served } from '../widget/served.ts';
import { acknowledge, embedUrl, inside, json, openPage, textOf, type } from './host-page.ts';

const definitions = ({ url }: { url: string }) => /\/v1\/forms\/[\w-]+(\?|$)/.test(url);
const serving: typeof acknowledge = (asked) => {
  if (!definitions(asked)) return acknowledge(asked);
  const url = new URL(asked.url);
  const id = url.pathname.split('/').at(-1);
  return json(200, served({ id }, { language: url.searchParams.get('lang') ?? 'en' }));
};

const opened: { close(): void; trouble: string[] }[] = [];
async function open(body: string) {
  const page = await openPage(`${body}<script src="${embedUrl}"></script>`, { respond: serving });
  opened.push(page);
  return page;
}

/** A page with a form that stands at its second question, where something was typed. */
async function halfWay() {
  const page = await open(
    '<section><qualiform-form form="crm-demo"></qualiform-form></section><aside></aside>',
  );
  const host = page.forms()[0] as HTMLElement;
  (await waitFor(() => inside(host, '[value=switch]'))).click();
  const name = await waitFor(() => inside<HTMLInputElement>(host, '[name=name]'));
  type(name, 'Ann');
  const aside = page.document.querySelector('aside') as HTMLElement;
  return { ...page, host, name, aside };
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  for (const page of opened.splice(0)) {
    expect(page.trouble).toEqual([]);
    page.close();
  }
});

describe('<qualiform-form>', () => {
  test('that is moved keeps everything, to the very control', async () => {
    const { host, name, aside, heard } = await halfWay();
    aside.append(host);
    await Promise.resolve();
    aside.prepend(host);
    await waitFor(() => expect(host.isConnected).toBe(true));
    expect(inside(host, '[name=name]')).toBe(name);
    expect(name.value).toBe('Ann');
    expect(heard.filter(({ name: event }) => event === 'ready')).toHaveLength(1);
  });

  test('that is removed lets go, and comes back from its draft', async () => {
    const { host, aside } = await halfWay();
    host.remove();
    await waitFor(() => expect(textOf(host)).toBe(''));
    aside.append(host);
    const name = await waitFor(() => inside<HTMLInputElement>(host, '[name=name]'));
    expect(name.value).toBe('Ann');
  });

  test('that is removed while its form is on the way stays empty', async () => {
    let arrive = (_: Response) => {};
    const page = await openPage(
      `<qualiform-form form="crm-demo"></qualiform-form><script src="${embedUrl}"></script>`,
      {
        respond: () =>
          new Promise((done) => {
            arrive = done;
          }),
      },
    );
    opened.push(page);
    const host = page.forms()[0] as HTMLElement;
    await waitFor(() => expect(page.asked).toHaveLength(1));
    host.remove();
    await waitFor(() => expect(page.forms()).toEqual([]));
    await new Promise((done) => page.window.setTimeout(done));
    arrive(json(200, served()));
    await new Promise((done) => page.window.setTimeout(done));
    expect(host.shadowRoot).toBeNull();
    expect(page.heard).toEqual([]);
  });

  test('made by a framework draws once, however its attributes come', async () => {
    const page = await open('<main></main>');
    const host = page.document.createElement('qualiform-form');
    page.document.querySelector('main')?.append(host);
    host.setAttribute('theme', 'dark');
    host.setAttribute('form', 'crm-demo');
    host.setAttribute('funnel', 'off');
    await waitFor(() => inside(host, 'input'));
    expect(page.asked.filter(definitions)).toHaveLength(1);
  });

  test('follows its attributes: another language keeps the draft, another form begins anew', async () => {
    const { host, asked, heard } = await halfWay();
    host.setAttribute('language', 'pl');
    host.setAttribute('class', 'anything');
    const name = await waitFor(() => {
      expect(inside(host, 'div').lang).toBe('pl');
      return inside<HTMLInputElement>(host, '[name=name]');
    });
    expect(name.value).toBe('Ann');

    host.setAttribute('form', 'other');
    await waitFor(() => inside(host, '[value=switch]'));
    expect(asked.filter(definitions).map(({ url }) => url.split('/').at(-1))).toEqual([
      'crm-demo?lang=en',
      'crm-demo?lang=pl',
      'other?lang=pl',
    ]);
    expect(heard.filter(({ name: event }) => event === 'ready')).toHaveLength(3);
  });

  test('restores answers and position after a reload', async () => {
    const first = await halfWay();
    first.close();
    const page = await open('<qualiform-form form="crm-demo"></qualiform-form>');
    const name = await waitFor(() => inside<HTMLInputElement>(page.forms()[0], '[name=name]'));
    expect(name.value).toBe('Ann');
  });
});
