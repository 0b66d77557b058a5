/** How far visitors get: counts of views, starts, steps and submits. Ids only, no answers; losing one is no harm. */

import { request } from './api.ts';
import type { EventName } from './events.ts';
import { toJson } from './json.ts';
import type { Served } from './served.ts';
import type { World } from './world.ts';

const gathering = 1000;

export interface Funnel {
  note(event: EventName, step?: string): void;
  stop(): void;
}

/** Gathers for a second, then sends all in one request; sooner if the page is left. */
export function openFunnel(world: World, server: string, { id, version }: Served): Funnel {
  let noted: { type: string; step?: string | undefined }[] = [];
  const send = () => {
    if (noted.length === 0) return;
    const body = toJson({ form: id, version, events: noted });
    noted = [];
    void request(world, `${server}/v1/events`, { method: 'POST', body, keepalive: true });
  };
  const stop = world.onChance(send);
  return {
    note(event, step) {
      if (noted.length === 0) world.timer(send, gathering);
      noted.push({ type: event === 'ready' ? 'view' : event, step });
    },
    stop() {
      send();
      stop();
    },
  };
}
