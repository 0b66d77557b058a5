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
    mail: undefined,
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
  ['SMTP_URL', 'mail.acme.com'],
  ['SMTP_URL', 'https://mail.acme.com'],
  ['SMTP_URL', 'smtps://user@mail.acme.com'],
  ['SMTP_URL', 'smtps://user:%@mail.acme.com'],
  ['SMTP_URL', 'smtps://mail.acme.com/?pool=true'],
  ['MAIL_FROM', 'Acme'],
  ['MAIL_FROM', 'Acme <forms>'],
  ['MAIL_FROM', 'Ac\u0007me <forms@acme.com>'],
])('a bad one is named, with what to do: %s=%s', (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(BadSetting);
  expect(() => readSettings({ [name]: value })).toThrow(new RegExp(`^${name}(=.*)? must .*leave it out\\.$`));
});

test.each([
  ['a scheme that is none', 'postgres:/qualiform:hunter2@db/qualiform'],
  ['another database', 'mysql://qualiform:hunter2@db/qualiform'],
])('a bad address of the database is named without its password: %s', (_, value) => {
  expect(() => readSettings({ DATABASE_URL: value })).toThrow(
    /^DATABASE_URL must be file:PATH, .*leave it out\.$/,
  );
});

test('a mail server is taken apart, with its user and password as they are', () => {
  const { mail } = readSettings({
    SMTP_URL: 'smtps://forms%40acme.com:p%2Fw%3A1@mail.acme.com',
    MAIL_FROM: '"Acme Forms" <forms@acme.com>',
  });
  const server = { host: 'mail.acme.com', secure: true, user: 'forms@acme.com', password: 'p/w:1' };
  expect(mail).toEqual({
    server: { ...server, port: 465 },
    from: { name: 'Acme Forms', address: 'forms@acme.com' },
  });
  const plain = readSettings({ SMTP_URL: 'smtp://[::1]:2525', MAIL_FROM: 'forms@acme.com' }).mail;
  expect(plain).toEqual({
    server: { host: '::1', port: 2525, secure: false, user: undefined, password: undefined },
    from: { name: '', address: 'forms@acme.com' },
  });
});

test('who mail comes from must be said where there is a mail server', () => {
  expect(() => readSettings({ SMTP_URL: 'smtp://mail.acme.com' })).toThrow(/MAIL_FROM must say/);
  expect(readSettings({ MAIL_FROM: 'forms@acme.com' }).mail).toBeUndefined();
});

test('a mail server that cannot be used is named without its password', () => {
  const read = () => readSettings({ SMTP_URL: 'smtps://forms:hunter2@mail.acme.com/x' });
  expect(read).toThrow(/^SMTP_URL must /);
  expect(read).not.toThrow(/hunter2/);
});
