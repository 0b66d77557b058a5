/** Waits for what comes about by itself: how long that takes is for the machine to say, and no reason to fail. */
import { vi } from 'vitest';

export const waitFor = <T>(condition: () => T | Promise<T>, timeout = 20_000): Promise<T> =>
  vi.waitFor(condition, { timeout, interval: 20 });
