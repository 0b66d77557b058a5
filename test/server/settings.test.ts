/** Settings: what holds where nothing is said, and what is told where something cannot be used. */
import { expect, test } from 'vitest';
import { BadSetting, readSettings } from '../../server/env.ts';

test('without any variable there are settings to start with', () => {
  expect(readSettings({})).toEqual({
    port: 8787,
    host: undefined,
    databaseUrl: 'file:data/qualiform.db',
    publicUrl: 'http://localhost:8787',
    apiKey: undefined,
    proxyHops: 0,
    addressLimit: 30,
    formLimit: 0,
    shortest: 1000,
    turnstileSecret: undefined,
    webhookPrivate: false,
    formsDir: undefined,
    demo: false,
  });
});

test('an empty variable counts as not set, and an address loses the slash at its end', () => {
  const settings = readSettings({ PORT: '', DEMO: '1', PUBLIC_URL: 'https://forms.acme.com/' });
  expect(settings).toMatchObject({ port: 8787, demo: true, publicUrl: 'https://forms.acme.com' });
});

test.each([
  ['PORT', 'many'],
  ['PORT', '70000'],
  ['PUBLIC_URL', 'forms.acme.com'],
  ['TRUSTED_PROXY_HOPS', '-1'],
  ['WEBHOOK_PRIVATE', 'yes'],
  ['DEMO', 'yes'],
])('a bad one is named, with what to do: %s=%s', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(BadSetting);
  expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name}=.* must .*leave it out\\.$`));
});

test.each([
  ['a scheme that is none', 'postgres:/qualiform:hunter2@db/qualiform'],
  ['another database', 'mysql://qualiform:hunter2@db/qualiform'],
])('a bad address of the database is named without its password: %s', (_, value) => {
  expect(() => readSettings({ DATABASE_URL: value })).toThrow(
    /^DATABASE_URL must be file:PATH, .*leave it out\.$/,
  );
});
