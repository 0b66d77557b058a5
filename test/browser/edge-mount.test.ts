import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { emitFrom } from '../../widget/events.ts';
import { inert, mount } from '../../widget/mount.tsx';
import type { Served } from '../../widget/served.ts';
import { waitFor } from '../wait.ts';
import { served } from '../widget/served.ts';
import { fillIn, inside, textOf } from './host-page.ts';

const form = served();
let host: HTMLElement;

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  host = document.createElement('div');
  document.body.append(host);
});
afterEach(() => host.remove());

describe('a preview', () => {
  test('asks nothing, keeps nothing, and goes to its end', async () => {
    const asked = vi.spyOn(window, 'fetch');
    const { unmount, store } = mount(host, form, inert);
    await fillIn(host, vi.waitFor);
    await waitFor(() => expect(textOf(host)).toContain('Thank you'));
    expect(store.delivery.value).toBe('sent');
    expect(asked).not.toHaveBeenCalled();
    expect([...Object.keys(localStorage), ...Object.keys(sessionStorage)]).toEqual([]);
    asked.mockRestore();
    unmount();
  });

  test('drawn again over itself leaves one form, and the old one cannot clear the new one', () => {
    const first = mount(host, form, inert);
    const second = mount(host, served({ title: 'Another' }), inert);
    expect(host.shadowRoot?.children).toHaveLength(1);
    first.unmount();
    expect(host.shadowRoot?.children).toHaveLength(1);
    second.unmount();
    expect(host.shadowRoot?.children).toHaveLength(0);
    second.unmount();
  });
});

describe('mount', () => {
  test('tells that it is ready once the first question is there, later than its own call', async () => {
    const heard = vi.fn(() => textOf(host));
    const { unmount } = mount(host, form, { ...inert, emit: emitFrom(host) });
    host.addEventListener('qualiform:ready', heard);
    await waitFor(() => expect(heard).toHaveBeenCalledOnce());
    expect(heard.mock.results[0]?.value).toContain('What brings you here?');
    unmount();
  });

  test('does not say so of a form that is gone already', async () => {
    const emit = vi.fn();
    mount(host, form, { ...inert, emit }).unmount();
    await Promise.resolve();
    expect(emit).not.toHaveBeenCalled();
  });

  test('takes the shadow root that is there', () => {
    const shadow = host.attachShadow({ mode: 'open' });
    const stranger = document.createElement('p');
    shadow.append(stranger);
    const { unmount } = mount(host, form, inert);
    expect(host.shadowRoot).toBe(shadow);
    expect(stranger.isConnected).toBe(false);
    expect(textOf(host)).toContain('What brings you here?');
    expect(shadow.adoptedStyleSheets).toHaveLength(1);
    unmount();
  });

  test('all forms of a page share one stylesheet', () => {
    const other = document.createElement('div');
    const [first, second] = [mount(host, form, inert), mount(other, form, inert)];
    expect(other.shadowRoot?.adoptedStyleSheets[0]).toBe(host.shadowRoot?.adoptedStyleSheets[0]);
    first.unmount();
    second.unmount();
  });

  test('says language and direction', () => {
    mount(host, { ...form, language: 'ar' }, inert);
    const root = host.shadowRoot?.firstElementChild as HTMLElement;
    expect([root.lang, root.dir]).toEqual(['ar', 'rtl']);
  });

  test('does not take the focus from the page', () => {
    const before = document.activeElement;
    const { unmount, focus } = mount(host, form, inert);
    expect(document.activeElement).toBe(before);
    focus();
    expect(host.shadowRoot?.activeElement).toBe(inside(host, 'input'));
    unmount();
  });
});

describe('an error of our own', () => {
  test('stays inside: an apology, an event, and the form again once it can be drawn', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const uncaught = vi.fn();
    window.addEventListener('error', uncaught);
    const broken = structuredClone(form) as Served;
    const [field] = broken.steps[0]?.fields ?? [];
    Object.assign(field ?? {}, { type: 'nonsense' });
    const emit = vi.fn();

    const { unmount } = mount(host, broken, { ...inert, emit });
    const alert = await waitFor(() => inside(host, '.fault'));
    expect(alert.getAttribute('role')).toBe('alert');
    expect(textOf(host)).toContain(form.words.loadFailed);
    expect(emit).toHaveBeenCalledWith('error', {
      form: 'crm-demo',
      code: 'crashed',
      detail: expect.stringContaining('TypeError'),
    });

    Object.assign(field ?? {}, { type: 'choice' });
    inside(host, '.fault button').click();
    await waitFor(() => inside(host, 'input'));
    expect(textOf(host)).not.toContain(form.words.loadFailed);
    expect(uncaught).not.toHaveBeenCalled();
    window.removeEventListener('error', uncaught);
    said.mockRestore();
    unmount();
  });
});
