/** The work that a form may ask of a browser: a number that makes a hash begin with zero bits. In slices, and without a worker. */

import { sha256 } from '@noble/hashes/sha2.js';
import type { World } from '../world.ts';

/** Milliseconds: half a frame, so that typing and motion do not notice. */
const slice = 8;
/** Tries between two looks at the clock. */
const batch = 32;

const bytes = (text: string) => new TextEncoder().encode(text);

/** Finds the smallest number of which SHA-256 of "TOKEN NUMBER" begins with so many zero bits (Hashcash, Back 2002). */
export function solve(token: string, bits: number, timer: World['timer']): Promise<number> {
  const begun = sha256.create().update(bytes(`${token} `));
  const isFound = (n: number) => {
    const hash = begun
      .clone()
      .update(bytes(String(n)))
      .digest();
    return new DataView(hash.buffer).getUint32(hash.byteOffset) >>> (32 - bits) === 0;
  };
  return new Promise((resolve) => {
    let n = 0;
    const goOn = () => {
      const end = performance.now() + slice;
      while (performance.now() < end)
        for (const last = n + batch; n < last; n += 1) if (isFound(n)) return resolve(n);
      timer(goOn, 0);
    };
    goOn();
  });
}
