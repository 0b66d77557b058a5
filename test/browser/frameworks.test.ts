/** The element in the hands of the libraries that draw pages: they draw anew as often as they like, and nothing is lost. */
import { createElement, StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApp, h, nextTick, reactive } from 'vue';
import { waitFor } from '../wait.ts';
import { served } from '../widget/served.ts';
import { acknowledge, embedUrl, type HostPage, inside, json, openPage, textOf, type } from './host-page.ts';

const serving: typeof acknowledge = (asked) =>
  /\/v1\/forms\/[\w-]+(\?|$)/.test(asked.url)
    ? json(200, served({ id: new URL(asked.url).pathname.split('/').at(-1) }))
    : acknowledge(asked);

const pages: HostPage[] = [];
async function open(): Promise<HostPage & { place: HTMLElement }> {
  const page = await openPage(`<div id="app"></div><script src="${embedUrl}"></script>`, {
    respond: serving,
  });
  pages.push(page);
  return { ...page, place: page.document.querySelector('#app') as HTMLElement };
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  for (const page of pages.splice(0)) {
    expect(page.trouble).toEqual([]);
    page.close();
  }
});

/** Goes to the second question and types there. */
async function begin(host: Element | undefined): Promise<HTMLInputElement> {
  (await waitFor(() => inside(host, '[value=switch]'))).click();
  const name = await waitFor(() => inside<HTMLInputElement>(host, '[name=name]'));
  type(name, 'Ann');
  return name;
}

/** What a library is asked to draw: these forms, in this order, with this title over them. */
interface Shown {
  title: string;
  forms: { id: string; theme: string }[];
}

/** Each library: how it draws, and how it takes everything away again. */
const libraries: Record<string, (place: HTMLElement) => { draw(shown: Shown): unknown; end(): void }> = {
  React(place) {
    const root = createRoot(place);
    const page = ({ title, forms }: Shown) =>
      createElement(
        StrictMode,
        null,
        createElement('h1', null, title),
        ...forms.map(({ id, theme }) => createElement('qualiform-form', { key: id, form: id, theme })),
      );
    return {
      draw: (shown) => flushSync(() => root.render(page(shown))),
      end: () => flushSync(() => root.unmount()),
    };
  },
  Vue(place) {
    const state = reactive<Shown>({ title: '', forms: [] });
    const app = createApp({
      render: () => [
        h('h1', state.title),
        ...state.forms.map(({ id, theme }) => h('qualiform-form', { key: id, form: id, theme })),
      ],
    });
    app.mount(place);
    return {
      draw(shown) {
        Object.assign(state, shown);
        return nextTick();
      },
      end: () => app.unmount(),
    };
  },
};

describe.each(Object.entries(libraries))('%s', (_, library) => {
  test('draws the page anew around a form that is half-way through', async () => {
    const page = await open();
    const { draw, end } = library(page.place);
    const forms = [{ id: 'crm-demo', theme: 'light' }];
    await draw({ title: 'One', forms });
    const name = await begin(page.forms()[0]);
    for (const title of ['Two', 'Three']) await draw({ title, forms });
    expect(page.document.querySelector('h1')?.textContent).toBe('Three');
    expect(inside(page.forms()[0], '[name=name]')).toBe(name);
    expect(name.value).toBe('Ann');
    expect(page.heard.filter(({ name: event }) => event === 'ready')).toHaveLength(1);
    end();
  });

  test('changes the order of several forms, and each keeps what was answered', async () => {
    const page = await open();
    const { draw, end } = library(page.place);
    const [one, two] = [
      { id: 'crm-demo', theme: 'light' },
      { id: 'other', theme: 'light' },
    ];
    await draw({ title: 'In order', forms: [one, two] });
    const name = await begin(page.forms()[0]);
    await draw({ title: 'Turned', forms: [two, one] });
    expect(page.forms().map((form) => form.getAttribute('form'))).toEqual(['other', 'crm-demo']);
    await waitFor(() => expect(inside(page.forms()[1], '[name=name]')).toBe(name));
    expect(name.value).toBe('Ann');
    end();
  });

  test('changes an attribute: the form is drawn as it says now, with what was answered', async () => {
    const page = await open();
    const { draw, end } = library(page.place);
    await draw({ title: 'Light', forms: [{ id: 'crm-demo', theme: 'light' }] });
    await begin(page.forms()[0]);
    await draw({ title: 'Dark', forms: [{ id: 'crm-demo', theme: 'dark' }] });
    const name = await waitFor(() => {
      const found = inside<HTMLInputElement>(page.forms()[0], '[name=name]');
      expect(getComputedStyle(found).colorScheme).toContain('dark');
      return found;
    });
    expect(name.value).toBe('Ann');
    end();
  });

  test('takes the form away: nothing is left of it but the draft, which is there when it comes back', async () => {
    const page = await open();
    const { draw, end } = library(page.place);
    const forms = [{ id: 'crm-demo', theme: 'light' }];
    await draw({ title: 'There', forms });
    const [gone] = page.forms();
    await begin(gone);
    await draw({ title: 'Away', forms: [] });
    await waitFor(() => expect(textOf(gone)).toBe(''));
    await draw({ title: 'Back', forms });
    const name = await waitFor(() => inside<HTMLInputElement>(page.forms()[0], '[name=name]'));
    expect(name.value).toBe('Ann');
    end();
    await waitFor(() => expect(page.forms()).toEqual([]));
  });
});
