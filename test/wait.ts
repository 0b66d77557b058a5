/** Waits for what comes about by itself: how long that takes is for the machine to say, and no reason to fail. */
import { vi } from 'vitest';

export const waitFor = <T>(condition: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(condition, { timeout: 20_000, interval: 20 });
