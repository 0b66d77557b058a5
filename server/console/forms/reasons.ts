/** A score with its reasons in words, for a draft that the server has not seen. */
import { dimensionLimits, type Score } from '../../../widget/engine/scoring.ts';
import { formLanguage, speak } from '../../../widget/schema/definition.ts';
import type { Form, Text } from '../../../widget/schema/form.ts';
import { capitalised } from '../leads/ScoreBar.tsx';
import type { Receipt } from '../shapes.ts';

export function receiptOf(form: Form, score: Score): Receipt {
  const say = (text: Text) => speak(text, formLanguage(form), formLanguage(form));
  const limits = dimensionLimits(form);
  const labels = Object.fromEntries(
    [...limits.keys()].map((id) => {
      const label = form.scoring?.dimensions?.[id]?.label;
      return [id, label === undefined ? capitalised(id) : say(label)];
    }),
  );
  const fields = form.steps.flatMap((step) => step.fields);

  function why(source: string, points: number): string {
    const [head = '', tail = ''] = source.split('.');
    const rule = tail ? undefined : form.scoring?.rules?.find(({ id }) => id === source);
    if (rule) return rule.why === undefined ? rule.id : say(rule.why);
    if (head === 'cap')
      return points < 0
        ? `${labels[tail]} counts ${limits.get(tail)} at most`
        : `${labels[tail]} counts 0 at least`;
    if (head === 'signal') {
      const own = form.signals?.find(({ id }) => id === tail);
      return own?.why === undefined ? `${own?.page ?? own?.event ?? tail}` : say(own.why);
    }
    const field = fields.find(({ id }) => id === head);
    const option = field && 'options' in field ? field.options.find(({ id }) => id === tail) : undefined;
    if (!field || !option) return source;
    const question = say(field.label);
    return `${question}${/[?:.!]$/.test(question) ? '' : ':'} ${say(option.label)}`;
  }

  return {
    ...score,
    ledger: score.ledger.map((row) => ({ ...row, why: why(row.source, row.points) })),
    limits: Object.fromEntries(limits),
    labels,
  };
}
