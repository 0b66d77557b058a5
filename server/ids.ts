/** UUIDv7: ids that sort by the time they were made, so that new rows land next to each other. */
import { randomFillSync } from 'node:crypto';

let last = 0;
let counter = 0;

/** Randomness is fetched by the page: asking for a few bytes takes as long as for thousands. */
const page = Buffer.alloc(4096);
let used = page.length;

function random(bytes: number): Buffer {
  if (used + bytes > page.length) {
    randomFillSync(page);
    used = 0;
  }
  used += bytes;
  return page.subarray(used - bytes, used);
}

/** A new id. Ids made by this process ascend, also within one millisecond. */
export function newId(now: number = Date.now()): string {
  if (now > last) {
    last = now;
    // Starts in the lower half, so that there is room to count up before the next millisecond.
    counter = random(2).readUInt16BE() & 0x7ff;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      last += 1;
      counter = 0;
    }
  }
  const node = random(8);
  node[0] = ((node[0] ?? 0) & 0x3f) | 0x80;
  const time = last.toString(16).padStart(12, '0');
  const tail = node.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** What a browser may send as an id. */
export const uuid7Pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** When an id was made, in milliseconds since 1970: its first 48 bits. */
export const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
