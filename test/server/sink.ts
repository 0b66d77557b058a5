/** A mail server that keeps what it is handed, and answers as a test wants. */
import net from 'node:net';
import { onTestFinished } from 'vitest';

/** What it says instead of yes, by the command; `hang`: nothing, ever. */
export type Answers = Partial<
  Record<'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'body', string>
>;

export interface Received {
  from: string;
  to: string;
  raw: string;
}

export interface Sink {
  url: string;
  /** Mails that were taken. */
  mails: Received[];
  /** Addresses that mail was offered for, whatever came of it. */
  offered: string[];
  /** Users and passwords that were given, as they came over the line. */
  logins: string[];
  /** May be changed between mails. */
  answers: Answers;
  /** Connections that are open. */
  open(): number;
  /** Resolves once so many mails are here. */
  got(count: number): Promise<Received[]>;
}

export async function openSink(answers: Answers = {}): Promise<Sink> {
  const sockets = new Set<net.Socket>();
  const waiting: (() => void)[] = [];
  const sink: Sink = {
    url: '',
    mails: [],
    offered: [],
    logins: [],
    answers,
    open: () => sockets.size,
    async got(count) {
      while (sink.mails.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
      return sink.mails;
    },
  };
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    talk(socket, sink, (mail) => {
      sink.mails.push(mail);
      for (const resolve of waiting.splice(0)) resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  sink.url = `smtp://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  return sink;
}

function talk(socket: net.Socket, sink: Sink, keep: (mail: Received) => void): void {
  const mail = { from: '', to: '' };
  let text = '';
  let isBody = false;
  const say = (part: keyof Answers, usual: string) => {
    const answer = sink.answers[part] ?? usual;
    if (answer !== 'hang') socket.write(`${answer}\r\n`);
  };
  const hear = (line: string) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') return say('EHLO', '250-sink\r\n250 AUTH PLAIN');
    if (verb === 'AUTH') {
      sink.logins.push(Buffer.from(line.split(' ')[2] ?? '', 'base64').toString());
      return say('AUTH', '235 Welcome');
    }
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'MAIL') mail.from = address;
    if (verb === 'MAIL') return say('MAIL', '250 Go on');
    if (verb === 'RCPT') {
      mail.to = address;
      sink.offered.push(address);
      return say('RCPT', '250 Go on');
    }
    if (verb === 'DATA') {
      isBody = sink.answers.DATA === undefined;
      return say('DATA', '354 Go on');
    }
    if (verb === 'QUIT') return void socket.end('221 Bye\r\n');
    socket.write(verb === 'RSET' ? '250 Yes\r\n' : '502 No\r\n');
  };
  say('greeting', '220 sink');
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    for (;;) {
      const end = text.indexOf(isBody ? '\r\n.\r\n' : '\r\n');
      if (end === -1) return;
      const said = text.slice(0, end);
      text = text.slice(end + (isBody ? 5 : 2));
      if (!isBody) hear(said);
      else {
        isBody = false;
        if (sink.answers.body === undefined) keep({ ...mail, raw: said.replace(/\r\n\.\./g, '\r\n.') });
        say('body', '250 Kept');
      }
    }
  });
}

/** A mail taken apart: its headers in small letters, and its bodies as they read. */
export function readMail({ raw }: Pick<Received, 'raw'>) {
  const { headers, body } = takeApart(raw);
  const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1];
  const parts = boundary === undefined ? [raw] : body.split(`--${boundary}`).slice(1, -1);
  const bodies = Object.fromEntries(
    parts.map((part) => {
      const inner = takeApart(part.trimStart());
      const type = /^text\/(\w+)/.exec(inner.headers['content-type'] ?? '')?.[1] ?? '';
      return [type, decoded(inner.body, inner.headers['content-transfer-encoding'] ?? '')];
    }),
  ) as { plain?: string; html?: string };
  return { headers, ...bodies };
}

function takeApart(raw: string) {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = words(line.slice(colon + 1).trim());
  }
  return { headers, body: raw.slice(end + 4) };
}

/** What stands in a header for other letters (RFC 2047). */
const words = (text: string): string =>
  text
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?utf-8\?([qb])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      /b/i.test(kind) ? Buffer.from(coded, 'base64').toString() : quoted(coded.replaceAll('_', ' ')),
    );

const quoted = (text: string): string =>
  Buffer.from(
    text
      .replace(/=\r\n/g, '')
      .replace(/=([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number(`0x${hex}`))),
    'latin1',
  ).toString();

function decoded(body: string, encoding: string): string {
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString()
      : encoding === 'quoted-printable'
        ? quoted(body)
        : body;
  return text.replaceAll('\r\n', '\n');
}
