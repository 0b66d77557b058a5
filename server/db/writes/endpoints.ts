/** Where programs of others are told. */
import { and, eq, isNull } from 'drizzle-orm';
import type { Orm, Row } from '../orm.ts';
import { endpoints } from '../schema/deliveries.ts';
import { type Statement, settings, slot, slots } from './slots.ts';

export interface EndpointValues {
  addEndpoint: Row<typeof endpoints>;
  changeEndpoint: Pick<
    Row<typeof endpoints>,
    'id' | 'url' | 'description' | 'events' | 'failingSince' | 'offAt' | 'offWhy'
  >;
  rotateSecret: Pick<Row<typeof endpoints>, 'id' | 'secret' | 'formerSecret' | 'formerUntil'> & {
    present: string;
  };
  removeEndpoint: { id: string; removedAt: number };
  /** Only the first failure is since when. */
  noteFailing: { id: string; failingSince: number };
  noteWorking: { id: string };
  /** Fails where it is off already. */
  switchOff: { id: string; offAt: number; offWhy: Row<typeof endpoints>['offWhy'] };
}

export const endpointGuards: readonly (keyof EndpointValues)[] = [
  'changeEndpoint',
  'rotateSecret',
  'removeEndpoint',
  'switchOff',
];

export function endpointWrites(orm: Orm): Record<keyof EndpointValues, Statement> {
  const endpoint = and(eq(endpoints.id, slot('id')), isNull(endpoints.removedAt));
  return {
    addEndpoint: orm.insert(endpoints).values(slots(endpoints)).prepare(),
    changeEndpoint: orm
      .update(endpoints)
      .set(settings(endpoints, ['url', 'description', 'events', 'failingSince', 'offAt', 'offWhy']))
      .where(endpoint)
      .prepare(),
    rotateSecret: orm
      .update(endpoints)
      .set(settings(endpoints, ['secret', 'formerSecret', 'formerUntil']))
      .where(and(endpoint, eq(endpoints.secret, slot('present'))))
      .prepare(),
    removeEndpoint: orm
      .update(endpoints)
      .set({ ...settings(endpoints, ['removedAt']), secret: '', formerSecret: null })
      .where(endpoint)
      .prepare(),
    noteFailing: orm
      .update(endpoints)
      .set(settings(endpoints, ['failingSince']))
      .where(and(endpoint, isNull(endpoints.failingSince)))
      .prepare(),
    noteWorking: orm.update(endpoints).set({ failingSince: null }).where(endpoint).prepare(),
    switchOff: orm
      .update(endpoints)
      .set(settings(endpoints, ['offAt', 'offWhy']))
      .where(and(endpoint, isNull(endpoints.offAt)))
      .prepare(),
  };
}
