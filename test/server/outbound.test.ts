/** What goes out to an address that somebody typed reaches the open net and nothing else, and does not let itself be led or held. */
import { describe, expect, test } from 'vitest';
import { checkUrl } from '../../server/outbound/address.ts';
import { createPost, type Posting } from '../../server/outbound/post.ts';
import { isUnicast } from '../../server/outbound/unicast.ts';
import { answering, receiver } from './receiver.ts';

/** The special ranges of IANA's registries, by an address at either end of each. */
const special: Record<string, string[]> = {
  'this network (RFC 791)': ['0.0.0.0', '0.255.255.255'],
  'private (RFC 1918)': [
    '10.0.0.0',
    '10.255.255.255',
    '172.16.0.0',
    '172.31.255.255',
    '192.168.0.0',
    '192.168.255.255',
  ],
  'shared by carriers (RFC 6598)': ['100.64.0.0', '100.127.255.255'],
  'this machine (RFC 1122)': ['127.0.0.1', '127.255.255.255'],
  'link-local, with the secrets of clouds (RFC 3927)': ['169.254.0.0', '169.254.169.254', '169.254.255.255'],
  'for protocols (RFC 6890)': ['192.0.0.0', '192.0.0.170', '192.0.0.255'],
  'for documents (RFC 5737)': ['192.0.2.1', '198.51.100.1', '203.0.113.255'],
  '6to4 relays (RFC 7526)': ['192.88.99.1'],
  'for measuring (RFC 2544)': ['198.18.0.0', '198.19.255.255'],
  'to many (RFC 5771)': ['224.0.0.1', '239.255.255.255'],
  'reserved, and to all (RFC 1112, RFC 919)': ['240.0.0.0', '255.255.255.254', '255.255.255.255'],
  'IPv6: unspecified, this machine (RFC 4291)': ['::', '::1'],
  'IPv6: an IPv4 address within (RFC 4291)': [
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '0:0:0:0:0:ffff:a9fe:a9fe',
    '::127.0.0.1',
    '::7f00:1',
  ],
  'IPv6: translated (RFC 2765, RFC 6052, RFC 8215)': [
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
  ],
  'IPv6: discarded (RFC 6666)': ['100::1'],
  'IPv6: Teredo, for measuring, ORCHID (RFC 4380, RFC 5180, RFC 7343)': [
    '2001::1',
    '2001:2::1',
    '2001:10::1',
    '2001:20::1',
  ],
  'IPv6: for documents (RFC 3849, RFC 9637)': ['2001:db8::1', '3fff::1'],
  'IPv6: 6to4 (RFC 3056)': ['2002:7f00:1::1', '2002:808:808::1'],
  'IPv6: segment routing (RFC 9602)': ['5f00::1'],
  'IPv6: unique local (RFC 4193)': ['fc00::1', 'fdff:ffff::1'],
  'IPv6: link-local (RFC 4291)': ['fe80::1', 'febf::1', 'fe80::1%eth0'],
  'IPv6: site-local (RFC 3879)': ['fec0::1'],
  'IPv6: to many (RFC 4291)': ['ff02::1', 'ffff::1'],
  'IPv6: never given out': ['4000::1', '8000::1', 'e000::1'],
  'no address at all': ['', 'localhost', '1.2.3.4.5'],
};

test.each(Object.entries(special))('not of the open net: %s', (_, addresses) => {
  expect(addresses.filter(isUnicast)).toEqual([]);
});

test('of the open net', () => {
  const open = ['8.8.8.8', '1.1.1.1', '93.184.216.34', '172.32.0.1', '2606:4700::1111', '2a00:1450::200e'];
  expect(open.filter((address) => !isUnicast(address))).toEqual([]);
});

test.each([
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://0x7f.0.0.1/',
  'https://127.0.0.1./',
  'https://１２７.0.0.1/',
  'https://127%2e0%2e0%2e1/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://169.254.169.254/latest/meta-data',
  'https://[fe80::1]/',
  'https://0/',
])('an address of this machine or near it is known in every spelling: %s', (url) => {
  expect(checkUrl(url, false)).toBe('private_address');
  expect(checkUrl(url, true)).toBeTypeOf('object');
});

test.each([
  ['http://hooks.example.com/', 'not_https'],
  ['https://name:secret@hooks.example.com/', 'has_password'],
  ['https://token@hooks.example.com/', 'has_password'],
  ['ftp://hooks.example.com/', 'no_url'],
  ['file:///etc/passwd', 'no_url'],
  ['javascript:alert(1)', 'no_url'],
  ['hooks.example.com', 'no_url'],
  ['//hooks.example.com', 'no_url'],
  ['', 'no_url'],
])('%s is refused: %s', (url, why) => {
  expect(checkUrl(url, false)).toBe(why);
});

const going = (more: Partial<Posting> & { url: string }): Posting => ({
  headers: { 'content-type': 'application/json' },
  body: '{}',
  timeout: 10_000,
  signal: new AbortController().signal,
  ...more,
});

/** Answers with one list of addresses after the other. */
function pretendResolver(...lists: string[][]) {
  const asked: string[] = [];
  return {
    asked,
    resolve: ((host: string, _: unknown, then: (error: null, found: object[]) => void) => {
      const list = lists[Math.min(asked.length, lists.length - 1)] ?? [];
      asked.push(host);
      then(
        null,
        list.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    }) as never,
  };
}

describe('a name', () => {
  test.each([
    [['127.0.0.1']],
    [['10.0.0.7']],
    [['169.254.169.254']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['93.184.216.34', '127.0.0.1']],
    [['2606:4700::1111', 'fd00::1']],
    [[]],
  ])('that leads to %j is not followed', async (addresses) => {
    const { resolve } = pretendResolver(addresses);
    const post = createPost({ mayBePrivate: false, resolve });
    expect(await post(going({ url: 'https://hooks.example.com/' }))).toEqual({ error: 'private_address' });
  });

  test('is asked for once, and what was checked is what is connected to', async () => {
    const good = await receiver('127.0.0.1');
    const bad = await receiver('127.0.0.2', good.port);
    const { resolve, asked } = pretendResolver(['127.0.0.1'], ['127.0.0.2']);
    const post = createPost({ mayBePrivate: true, mayReach: (address) => address === '127.0.0.1', resolve });
    expect(await post(going({ url: `http://hooks.example.com:${good.port}/` }))).toEqual({
      status: 204,
      reply: '',
    });
    expect([asked, good.got.length, bad.got.length]).toEqual([['hooks.example.com'], 1, 0]);
    expect(good.got[0]?.headers.host).toBe(`hooks.example.com:${good.port}`);
    expect(await post(going({ url: `http://hooks.example.com:${good.port}/` }))).toEqual({
      error: 'private_address',
    });
    expect([good.got.length, bad.got.length]).toEqual([1, 0]);
  });
});

test('an address is checked though nobody looks it up', async () => {
  const server = await receiver();
  const post = createPost({ mayBePrivate: true, mayReach: () => false });
  expect(await post(going({ url: server.url }))).toEqual({ error: 'private_address' });
  expect(server.got).toEqual([]);
});

const post = createPost({ mayBePrivate: true });

test.each([301, 302, 303, 307, 308])('a redirect is followed nowhere: %i', async (status) => {
  const inner = await receiver();
  const outer = await receiver();
  outer.world.answers = ({ response }) => response.writeHead(status, { location: inner.url }).end();
  expect(await post(going({ url: outer.url }))).toEqual({ status, reply: '' });
  expect(inner.got).toEqual([]);
});

test('of an endless reply 16 kB are read, and then the line is cut', async () => {
  const server = await receiver();
  let cut = () => {};
  const closed = new Promise<void>((resolve) => {
    cut = resolve;
  });
  server.world.answers = ({ response }) => {
    response.on('close', cut);
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    };
    response.on('drain', more);
    more();
  };
  const answer = await post(going({ url: server.url }));
  expect(answer).toEqual({ status: 200, reply: 'x'.repeat(16 * 1024) });
  await closed;
});

test('a reply that begins and does not end counts by its status', async () => {
  const server = await receiver();
  server.world.answers = ({ response }) => void response.writeHead(200).write('half');
  expect(await post(going({ url: server.url, timeout: 300 }))).toEqual({ status: 200, reply: 'half' });
});

test('who says nothing is given up, and at the end of the server at once', async () => {
  const server = await receiver();
  server.world.answers = () => {};
  expect(await post(going({ url: server.url, timeout: 50 }))).toEqual({ error: 'timeout' });
  const ending = new AbortController();
  const asked = post(going({ url: server.url, signal: ending.signal }));
  ending.abort();
  expect(await asked).toEqual({ error: 'stopped' });
});

test('a name that nobody answers for is given up as well', async () => {
  const nobody = createPost({ mayBePrivate: false, resolve: () => {} });
  const url = 'https://hooks.example.com/';
  expect(await nobody(going({ url, timeout: 50 }))).toEqual({ error: 'timeout' });
  const ending = new AbortController();
  const asked = nobody(going({ url, signal: ending.signal }));
  ending.abort();
  expect(await asked).toEqual({ error: 'stopped' });
});

test('what goes wrong on the way has its name', async () => {
  const { resolve } = pretendResolver(['127.0.0.1']);
  const closed = await receiver();
  const elsewhere = createPost({ mayBePrivate: true, resolve });
  // Nobody listens on the port that is one of the few that nobody is given.
  expect(await elsewhere(going({ url: 'http://hooks.example.com:1/' }))).toEqual({ error: 'ECONNREFUSED' });
  closed.world.answers = ({ response }) => void response.destroy();
  expect(await post(going({ url: closed.url }))).toEqual({ error: 'ECONNRESET' });
  expect(await post(going({ url: `https://127.0.0.1:${closed.port}/` }))).toMatchObject({
    error: expect.stringMatching(/SSL|EPROTO|ECONN/),
  });
  expect(await post(going({ url: 'nowhere' }))).toEqual({ error: 'no_url' });
});

test('the body arrives as it was signed, byte for byte', async () => {
  const server = await receiver();
  server.world.answers = answering(200, 'thanks');
  const body = '{"name":"Zoë Łuczak ✓"}';
  expect(await post(going({ url: server.url, body }))).toEqual({ status: 200, reply: 'thanks' });
  expect(server.got[0]).toMatchObject({
    body,
    headers: { 'content-length': String(Buffer.byteLength(body)) },
  });
});
