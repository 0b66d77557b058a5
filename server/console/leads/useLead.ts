/** One lead from the server, kept true when it is moved or comes up again in the list. */
import { useEffect } from 'preact/hooks';
import { api, ask } from '../api.ts';
import { type Resource, useResource } from '../resource.ts';
import type { Lead } from '../shapes.ts';
import { rows } from './list.ts';
import { moved } from './move.ts';

export function useLead(id: string): Resource<Lead> {
  const lead = useResource(`lead ${id}`, () => ask<Lead>(api.leads[':id'].$get({ param: { id } })));
  const { put, reload, value } = lead;
  const after = moved.value;
  useEffect(() => {
    if (after?.id === id) put(after);
  }, [after, id, put]);
  // The list asks every few seconds: when it knows of a later change, the lead beside it is out of date.
  const listed = rows.value?.find((row) => row.id === id)?.updatedAt;
  const stale = listed !== undefined && value !== undefined && listed > value.updatedAt;
  useEffect(() => {
    if (stale) reload();
  }, [stale, listed, reload]);
  return lead;
}
