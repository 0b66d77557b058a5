/** Moving a lead to another stage: which one is being moved, and the way back. */
import { signal } from '@preact/signals';
import { api, ask } from '../api.ts';
import { notify } from '../notices.ts';
import { may } from '../session.ts';
import type { FormKind, Lead, Trouble } from '../shapes.ts';
import { replace } from './list.ts';
import { type Stage, stageLabel } from './stages.ts';

export interface Movable {
  id: string;
  stage: Stage;
  name?: string | null;
  email: string | null;
  kind?: FormKind;
}

/** The lead whose stage is being chosen. */
export const moving = signal<Movable | undefined>();
/** The lead as it came back from the last move, for views that show it. */
export const moved = signal<Lead | undefined>();

export function startMove({ id, stage, name, email, kind }: Movable): void {
  if (!may('leads:write')) return;
  moving.value = { id, stage, email, ...(name != null && { name }), ...(kind && { kind }) };
}

/** Moves a lead and offers the way back, which is a move of its own. Answers what went wrong, if anything. */
export async function moveTo(lead: Movable, to: Stage, why: string): Promise<Trouble | undefined> {
  const answer = await ask<Lead>(api.leads[':id'].stage.$post({ param: { id: lead.id }, json: { to, why } }));
  if (!answer.ok) return answer.trouble;
  moved.value = answer.value;
  replace(answer.value);
  const who = lead.name ?? lead.email ?? 'The lead';
  const back = async () => {
    const failed = await moveTo({ ...lead, stage: to }, lead.stage, 'Undo');
    if (failed) notify(`${failed.title}. ${failed.detail}`, { kind: 'failed' });
  };
  notify(
    `${who} moved to ${stageLabel(to, lead.kind)}`,
    why === 'Undo' ? {} : { action: { label: 'Undo', run: () => void back() } },
  );
}
