/** Hands a mail to the mail server, and tells how that went: sent, not yet, or never. */
import { isIP } from 'node:net';
import type { NodemailerError, Transporter } from 'nodemailer';
import type { MailServer, MailSettings } from './setting.ts';

export interface Mail {
  /** The same each time that it is tried, so that one that came twice is known for one. */
  id: string;
  to: string;
  subject: string;
  text: string;
  html?: string;
  replyTo?: string | undefined;
  headers?: Record<string, string>;
}

export type Sent =
  | { ok: true; said: string }
  /** `again`: it may go through later. `why` names nobody. */
  | { ok: false; again: boolean; status: number | null; why: string };

/** `signal` ends the try before its time. */
export type SendMail = (mail: Mail, signal?: AbortSignal) => Promise<Sent>;

/** Milliseconds that a mail server has for everything, however slowly it speaks. */
export const patience = 15_000;
const longestReply = 300;

/** Sends by one mail server; nothing is asked of it yet. Each mail has a connection of its own, so a stuck one holds up no other. */
export function createMailer({ server, from }: MailSettings, mostPatience = patience): SendMail {
  let transport: Promise<Transporter> | undefined;

  return async ({ id, to, headers = {}, ...rest }, ended = new AbortController().signal) => {
    transport ??= connect(server, domainOf(from.address));
    try {
      const { response } = await (await transport).sendMail({
        ...rest,
        from,
        to: { name: '', address: to },
        messageId: `<${id}@${domainOf(from.address)}>`,
        headers,
        signal: AbortSignal.any([ended, AbortSignal.timeout(mostPatience)]),
      });
      return { ok: true, said: cleaned(String(response)) };
    } catch (error) {
      return failed(error as NodemailerError);
    }
  };
}

/** The package is loaded where mail is sent: it would be the longest part of every other start. */
async function connect(server: MailServer, name: string): Promise<Transporter> {
  const { host, port, secure, user, password } = server;
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host,
    port,
    secure,
    // Who it says it is; the name of this machine is nobody's business.
    name,
    // A password travels in the clear on no network.
    requireTLS: password !== undefined && !isThisMachine(host),
    ...(user !== undefined && password !== undefined && { auth: { user, pass: password } }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

const isThisMachine = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** Only what says that this very mail cannot be taken is final: a wrong password is put right some day, and a line mended. */
function failed({ code = '', responseCode, permanent, message, response }: NodemailerError): Sent {
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const isLogin = responseCode === 530 || responseCode === 535;
  return {
    ok: false,
    again: !isAboutMail || permanent === false || isLogin,
    status: responseCode ?? null,
    why: cleaned(response ?? (code === 'EABORT' ? 'The mail server took too long.' : message)),
  };
}

/** Mail servers like to repeat the address, which has no business in a log. */
const cleaned = (text: string): string =>
  text
    .replace(/[^\s<>"'()[\]:,;]+@[^\s<>"'()[\]:,;]+/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, longestReply);
