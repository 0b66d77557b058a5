/** A text of the form as nodes: answers piped in as plain text, bold words, links. Never HTML. */

import type { Store } from '../store.ts';
import { formatAnswer } from '../wording/format.ts';
import { type Piece, parseText } from '../wording/text.ts';

export function Text({ of, store }: { of: string; store: Store }) {
  const { form, words } = store;

  function answered(id: string): string | undefined {
    const { answers } = store.judgement.value.path;
    const value = Object.hasOwn(answers, id) ? answers[id] : undefined;
    const field = form.steps.flatMap((step) => step.fields).find((candidate) => candidate.id === id);
    return value === undefined || !field ? undefined : formatAnswer(field, value, form.language);
  }

  const draw = (piece: Piece) => {
    if (typeof piece === 'string') return piece;
    if ('field' in piece) return answered(piece.field) ?? piece.fallback;
    if ('bold' in piece) return <b>{piece.bold.map(draw)}</b>;
    return (
      <a href={piece.url} target="_blank" rel="noopener">
        {piece.link.map(draw)}
        <span class="unseen"> ({words.newTab})</span>
      </a>
    );
  };
  return <>{parseText(of).map(draw)}</>;
}
