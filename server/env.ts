/** Settings from the environment, parsed once at the start. A bad one is named, with what to do about it. */
import path from 'node:path';
import { z } from 'zod';
import { type MailSettings, mailServerIn, senderIn } from './mail/setting.ts';

/** Below this a key can be guessed; it is taken all the same, and said so at the start. */
export const shortestKey = 16;

/**
 * One row a setting. Its description is what `.env.example` says; the first example stands where there is no default. One with
 * `secret` is never said again, not even where it is wrong.
 */
export const Environment = z.object({
  PORT: z.coerce
    .number('must be a port number')
    .int('must be a port number')
    .min(0)
    .max(65535, 'must be 65535 at most')
    .default(8787)
    .meta({ description: 'Where it listens; 0 lets the system choose.' }),
  HOST: z
    .string()
    .optional()
    .meta({
      description:
        'The address that it listens on, all of them unless set. Behind a proxy on the same machine:',
      examples: ['127.0.0.1'],
    }),
  DATABASE_URL: z
    .string()
    .regex(
      /^(file:.|postgres(ql)?:\/\/.)/,
      'must be file:PATH, for example file:data/qualiform.db, or postgres://…',
    )
    .default('file:data/qualiform.db')
    .meta({
      description: 'One SQLite file, or one PostgreSQL for several servers.',
      examples: ['postgres://qualiform:secret@db.internal/qualiform'],
      secret: true,
    }),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://forms.acme.com' })
    .optional()
    .meta({
      description: 'Its address as visitors see it, http://localhost:PORT unless set.',
      examples: ['https://forms.example.com'],
    }),
  QUALIFORM_API_KEY: z
    .string()
    .optional()
    .meta({
      description:
        'Signs in to the console and to the API. Unless set, one is made at the first start and kept beside the database; with PostgreSQL it must be set. "openssl rand -hex 24" makes a good one.',
      // Empty, for a key that stands here would be everybody's.
      examples: [''],
      secret: true,
    }),
  TRUSTED_PROXY_HOPS: z.coerce
    .number('must be the number of proxies in front')
    .int('must be a whole number')
    .min(0)
    .max(10)
    .default(0)
    .meta({
      description:
        'How many proxies stand in front: so far X-Forwarded-For is believed. Behind a proxy this must be set, or all visitors share one address.',
      examples: [1],
    }),
  ADDRESS_LIMIT: z.coerce
    .number('must be a number of submissions')
    .int('must be a whole number')
    .min(0)
    .default(30)
    .meta({
      description:
        'Submissions from one address in ten minutes, beyond which they are set aside, and refused for a while beyond ten times as many; 0 for no limit.',
      examples: [100],
    }),
  FORM_LIMIT: z.coerce
    .number('must be a number of submissions')
    .int('must be a whole number')
    .min(0)
    .default(0)
    .meta({
      description: 'Submissions to one form in a minute, beyond which they are set aside; 0 for no limit.',
      examples: [600],
    }),
  SHORTEST_SECONDS: z.coerce
    .number('must be a number of seconds')
    .min(0)
    .max(60, 'must be 60 at most')
    .default(1)
    .meta({
      description:
        'Seconds between the first answer and sending, below which a submission is set aside; a person whose browser fills everything in takes two.',
      examples: [3],
    }),
  TURNSTILE_SECRET: z
    .string()
    .optional()
    .meta({
      description: 'The secret of Cloudflare Turnstile, for forms that ask for its ticket.',
      examples: ['0x4AAAAAAA…'],
      secret: true,
    }),
  WEBHOOK_PRIVATE: z.enum(['0', '1'], 'must be 1 or 0').default('0').meta({
    description:
      '1 lets webhooks reach networks behind this server, and plain http: for trying things out, or where all who may add endpoints may reach those anyway.',
  }),
  SMTP_URL: z
    .string()
    .refine(
      (text) => mailServerIn(text) !== undefined,
      'must be an address such as smtps://USER:PASSWORD@mail.example.com',
    )
    .optional()
    .meta({
      description:
        'The mail server, with a %-encoded user and password where it wants them; smtp:// for one that goes over to TLS later. Without it nothing is mailed.',
      examples: ['smtps://forms%40example.com:secret@mail.example.com'],
      secret: true,
    }),
  MAIL_FROM: z
    .string()
    .refine(
      (text) => senderIn(text) !== undefined,
      'must be an address such as forms@example.com, or Name <forms@example.com>',
    )
    .optional()
    .meta({
      description: 'Who mail comes from; needed where there is a mail server.',
      examples: ['Acme <forms@example.com>'],
    }),
  FORMS_DIR: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'A folder of forms to publish.', examples: ['forms'] }),
  DEMO: z
    .enum(['0', '1'], 'must be 1 or 0')
    .default('0')
    .meta({ description: '1 for the demo businesses, which "npm start" has unless this is 0.' }),
});

/** A setting with a password in it is told to nobody, also where it cannot be used. */
export interface Settings {
  port: number;
  host: string | undefined;
  databaseUrl: string;
  /** Where browsers reach this server, without a slash at the end. */
  publicUrl: string;
  apiKey: string | undefined;
  /** Proxies whose X-Forwarded-For is believed, counted from the right. */
  proxyHops: number;
  /** Submissions from one address in ten minutes, beyond which they are set aside; 0 for no limit. */
  addressLimit: number;
  /** Submissions to one form in a minute, beyond which they are set aside; 0 for no limit. */
  formLimit: number;
  /** Milliseconds between the first answer and sending, below which it was no person. */
  shortest: number;
  turnstileSecret: string | undefined;
  /** Whether webhooks may reach networks behind this server. */
  webhookPrivate: boolean;
  /** Undefined: nothing is mailed. */
  mail: MailSettings | undefined;
  formsDir: string | undefined;
  demo: boolean;
}

/** A setting that cannot be used; its message is all that the person who runs the server needs. */
export class BadSetting extends Error {
  override name = 'BadSetting';
}

/** Reads the settings; an empty variable counts as not set. Throws BadSetting with every bad one. */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(set);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path: [name = ''], message }) =>
        `${shown(String(name), set)} ${message}. Change it or leave it out.`,
    );
    throw new BadSetting(lines.join('\n'));
  }
  const { data } = parsed;
  const mailServer = data.SMTP_URL === undefined ? undefined : mailServerIn(data.SMTP_URL);
  const from = data.MAIL_FROM === undefined ? undefined : senderIn(data.MAIL_FROM);
  if (mailServer && !from)
    throw new BadSetting(
      'SMTP_URL is set, so MAIL_FROM must say who mail comes from. Set it, or leave both out.',
    );
  return {
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    publicUrl: (data.PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ''),
    apiKey: data.QUALIFORM_API_KEY,
    proxyHops: data.TRUSTED_PROXY_HOPS,
    addressLimit: data.ADDRESS_LIMIT,
    formLimit: data.FORM_LIMIT,
    shortest: data.SHORTEST_SECONDS * 1000,
    turnstileSecret: data.TURNSTILE_SECRET,
    webhookPrivate: data.WEBHOOK_PRIVATE === '1',
    mail: mailServer && from && { server: mailServer, from },
    formsDir: data.FORMS_DIR,
    demo: data.DEMO === '1',
  };
}

/** A setting as it was given, unless it is a secret, or has one in it. */
function shown(name: string, set: Record<string, string | undefined>): string {
  const { secret } = Environment.shape[name as keyof typeof Environment.shape]?.meta() ?? {};
  return secret ? name : `${name}=${set[name]}`;
}

/** The folder of the database, where other things of this installation are kept as well. */
export const dataFolder = ({ databaseUrl }: Pick<Settings, 'databaseUrl'>): string =>
  databaseUrl.startsWith('file:')
    ? path.dirname(path.resolve(databaseUrl.slice('file:'.length)))
    : path.resolve('data');
