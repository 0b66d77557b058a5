/** What a browser sends. */
import { newId } from '../../server/ids.ts';

export interface Body {
  id: string;
  version: number;
  status: 'partial' | 'complete';
  answers: Record<string, unknown>;
  context: Record<string, unknown>;
  signals: Record<string, unknown>;
  visitor?: string;
  verdict?: { stage: string; outcome: string; score: number };
}

export const submission = (answers: Record<string, unknown>, more: Partial<Body> = {}): Body => ({
  id: newId(),
  version: 1,
  status: 'complete',
  answers,
  context: {},
  signals: {},
  ...more,
});
