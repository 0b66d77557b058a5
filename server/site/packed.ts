/** Texts compressed once and kept, so that no request waits for a compressor. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, gzip, constants as zlib } from 'node:zlib';
import type { Context } from 'hono';

export interface Packed {
  type: string;
  etag: string;
  plain: Uint8Array<ArrayBuffer>;
  /** Compressed forms, the smallest first; none where compressing gains nothing. */
  encoded: { encoding: 'br' | 'gzip'; bytes: Uint8Array<ArrayBuffer> }[];
}

const toBrotli = promisify<Uint8Array, object, Buffer>(brotliCompress);
const toGzip = promisify<Uint8Array, Buffer>(gzip);

/** Brotli's quality: the best for what is packed once, a quick one for what is made on demand. */
export const quality = { file: 11, answer: 9, large: 5 } as const;

/** Bytes above which the best quality takes seconds, which somebody would wait for. */
const large = 150_000;

const worthPacking = /^(text\/|application\/(schema\+)?json|image\/svg)/;

export async function pack(content: string | Uint8Array, type: string, level: number): Promise<Packed> {
  const plain = Uint8Array.from(typeof content === 'string' ? Buffer.from(content) : content);
  const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  const encoded: Packed['encoded'] = [];
  if (worthPacking.test(type)) {
    const options = {
      params: {
        [zlib.BROTLI_PARAM_QUALITY]: plain.byteLength > large ? Math.min(level, quality.large) : level,
        [zlib.BROTLI_PARAM_SIZE_HINT]: plain.byteLength,
      },
    };
    const [br, gz] = await Promise.all([toBrotli(plain, options), toGzip(plain)]);
    encoded.push(
      { encoding: 'br', bytes: Uint8Array.from(br) },
      { encoding: 'gzip', bytes: Uint8Array.from(gz) },
    );
  }
  // Weak, for the compressed forms are other bytes of the same thing.
  return { type, etag: `W/"${hash}"`, plain, encoded };
}

/** Answers with a packed text in the smallest form that is accepted, or 304 to whoever has it. */
export function send(c: Context, packed: Packed, cacheControl: string): Response {
  c.header('etag', packed.etag);
  c.header('cache-control', cacheControl);
  c.header('vary', 'accept-encoding', { append: true });
  if (isHeld(c.req.header('if-none-match'), packed.etag)) return c.body(null, 304);
  const accepted = acceptedEncodings(c.req.header('accept-encoding'));
  const best = packed.encoded.find(({ encoding }) => accepted.has(encoding));
  if (best) c.header('content-encoding', best.encoding);
  c.header('content-type', packed.type);
  return c.body(best?.bytes ?? packed.plain);
}

const isHeld = (header: string | undefined, etag: string): boolean =>
  (header ?? '')
    .split(',')
    .some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag.slice(2));

function acceptedEncodings(header: string | undefined): Set<string> {
  const wanted = (header ?? '').split(',').map((part) =>
    part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/),
  );
  return new Set(wanted.flatMap(([name = '', weight]) => (/^q=0(\.0*)?$/.test(weight ?? '') ? [] : [name])));
}
