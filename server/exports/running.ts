/** How many exports run: what serves the office waits where it would be in the way of visitors. */
import { busyFrom, type Store } from '../db/store.ts';
import type { Refusal } from '../problem.ts';

const mostRunning = 2;
/** Milliseconds. Whoever reads no further for so long has left. */
const defaultPatience = 60_000;

export interface Exports {
  /** Begins one; undefined where it has to wait. Whoever has begun calls what is returned at the end, once or more often. */
  begin(store: Pick<Store, 'load'>): (() => void) | undefined;
  running(): number;
  /** How many had to wait since the start. */
  shed(): number;
  patience: number;
}

export function createExports(patience = defaultPatience): Exports {
  let running = 0;
  let shed = 0;
  return {
    begin(store) {
      if (running >= mostRunning || store.load().waiting >= busyFrom) {
        shed += 1;
        return undefined;
      }
      running += 1;
      let ended = false;
      return () => {
        if (!ended) running -= 1;
        ended = true;
      };
    },
    running: () => running,
    shed: () => shed,
    patience,
  };
}

export const exportLater: Refusal<503> = {
  status: 503,
  code: 'export_later',
  detail: 'The server is busy with visitors, or with two other exports.',
  remedy: 'Ask again after the time in Retry-After.',
};

/**
 * Parts as a stream that makes each one only when it is asked for, so that memory does not grow with the table. Ends with its reader,
 * or where that one asks for nothing any more.
 */
export function streamOf(
  parts: AsyncGenerator<string>,
  { patience, end }: { patience: number; end: (error?: unknown) => void },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting: NodeJS.Timeout | undefined;
  let isLeft = false;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => wait(controller),
      async pull(controller) {
        clearTimeout(waiting);
        try {
          const { value, done } = await parts.next();
          if (isLeft) return;
          if (done) {
            controller.close();
            end();
            return;
          }
          controller.enqueue(encoder.encode(value));
          wait(controller);
        } catch (error) {
          end(error);
          controller.error(error);
        }
      },
      async cancel() {
        isLeft = true;
        clearTimeout(waiting);
        end();
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );

  function wait(controller: ReadableStreamDefaultController) {
    waiting = setTimeout(() => {
      end();
      controller.error(new Error('Nobody reads on.'));
      void parts.return(undefined);
    }, patience).unref();
  }
}
