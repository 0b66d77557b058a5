/** The framed calendar: what it may do, and whom it listens to. */

import { afterEach, expect, test, vi } from 'vitest';
import { showCalendar } from '../../widget/lazy/booking.ts';

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function show(address: string) {
  const host = document.createElement('div');
  const calendar = { address, title: 'Calendar', ready: vi.fn(), fail: vi.fn() };
  // Not on the page, so nothing is fetched; the frame is all there is to see.
  stops.push(showCalendar(host, calendar));
  return { ...calendar, host, frame: host.querySelector('iframe') as HTMLIFrameElement };
}

const tell = (origin: string, data: unknown, source: MessageEventSource | null = null) =>
  dispatchEvent(new MessageEvent('message', { origin, data, source }));
const cal = { originator: 'CAL', type: '__dimensionChanged', data: { iframeHeight: 720 } };

test('the frame may sign in and open windows, but not take the page elsewhere', () => {
  const { frame } = show('https://cal.com/acme/intro?name=Ada');
  expect(frame.src).toBe('https://cal.com/acme/intro?name=Ada');
  expect(frame.title).toBe('Calendar');
  expect([...frame.sandbox]).not.toContain('allow-top-navigation');
  expect([...frame.sandbox]).not.toContain('allow-top-navigation-by-user-activation');
});

test.each([
  ['cal.com', 'https://cal.com/acme', cal, '720px'],
  [
    'cal.com, as it said it before',
    'https://cal.com/acme',
    { originator: 'CAL', method: '__dimensionChanged', arg: { iframeHeight: 719.2 } },
    '720px',
  ],
  [
    'Calendly',
    'https://calendly.com/acme',
    { event: 'calendly.page_height', payload: { height: '900px' } },
    '900px',
  ],
  ['nobody knows', 'https://cal.com/acme', { event: 'else' }, ''],
  ['nothing', 'https://cal.com/acme', null, ''],
  ['a liar', 'https://cal.com/acme', { ...cal, data: { iframeHeight: 1e9 } }, ''],
])('takes the height that %s tells', (_, address, told, height) => {
  const { frame } = show(address);
  tell(new URL(address).origin, told, frame.contentWindow);
  expect(frame.style.height).toBe(height);
});

test('does not listen to other origins, nor to other windows', () => {
  const { frame } = show('https://cal.com/acme');
  tell('https://evil.example', cal, frame.contentWindow);
  tell('https://cal.com', cal, window);
  expect(frame.style.height).toBe('');
});

test('asks Calendly to tell its height', () => {
  const { searchParams } = new URL(show('https://calendly.com/acme').frame.src);
  expect(searchParams.get('embed_type')).toBe('Inline');
  expect(searchParams.get('embed_domain')).toBe(location.hostname);
});

test('gives up where the page does not allow the frame', () => {
  const { fail } = show('https://cal.com/acme');
  const violate = (blockedURI: string, effectiveDirective: string) =>
    document.dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        blockedURI,
        effectiveDirective,
        violatedDirective: effectiveDirective,
        documentURI: location.href,
        disposition: 'enforce',
        originalPolicy: '',
        statusCode: 200,
      }),
    );
  violate('https://else.example/', 'frame-src');
  violate('https://cal.com/acme', 'img-src');
  expect(fail).not.toHaveBeenCalled();
  violate('https://cal.com/acme', 'frame-src');
  expect(fail).toHaveBeenCalledTimes(1);
});

test('is gone without a trace', () => {
  const { host, frame } = show('https://cal.com/acme');
  for (const stop of stops.splice(0)) stop();
  expect(host.children).toHaveLength(0);
  tell('https://cal.com', cal, frame.contentWindow);
  expect(frame.style.height).toBe('');
});
