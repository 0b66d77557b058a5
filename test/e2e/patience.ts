/** Waiting: for a condition and never for a time, as long as it takes on a machine that is busy with other things. */
import { expect } from 'vitest';

/** Milliseconds. */
export const patience = 20_000;

/** Looks until it is so, and says what was there instead if it never is. */
export const eventually = <T>(look: () => T) => expect.poll(look, { timeout: patience, interval: 20 });
