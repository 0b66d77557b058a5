/** A time in words, with the exact one on hover and for machines. */
import { now } from './clock.ts';
import { ago, moment } from './time.ts';

export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={moment(at)}>
      {ago(at, now.value)}
    </time>
  );
}
