/** What a visitor's browser is answered: a fixed set of keys, and nothing that was stored before. */
import { z } from 'zod';
import type { FormStage, Judgement } from '../../widget/engine/qualify.ts';
import { ending, formLanguage, speak } from '../../widget/schema/definition.ts';
import type { Form } from '../../widget/schema/form.ts';
import { Show } from '../../widget/schema/outcome.ts';

export const formStages = ['lead', 'mql', 'sql', 'disqualified'] as const satisfies FormStage[];

export const Reply = z
  .object({
    id: z.string(),
    form: z.string(),
    version: z.int(),
    status: z.enum(['partial', 'complete']),
    stage: z.enum(formStages).meta({ description: "The form's verdict.", examples: ['sql'] }),
    outcome: z.string().meta({ description: 'Id of the ending.', examples: ['book'] }),
    score: z
      .object({ total: z.int(), dimensions: z.record(z.string(), z.int()) })
      .optional()
      .meta({ description: 'Not told where scoring is private.' }),
    dropped: z.array(z.string()).meta({ description: 'Fields whose answers did not count: off the path.' }),
    ending: Show.optional().meta({ description: 'What to show, where scoring is private.' }),
    visitor: z
      .string()
      .optional()
      .meta({ description: 'Send it with the next submission from this browser.' }),
    known: z
      .array(z.string())
      .optional()
      .meta({ description: 'Remembered fields that need not be asked again.' }),
  })
  .meta({ id: 'Reply' });
export type Reply = z.infer<typeof Reply>;

interface Told {
  id: string;
  form: Form;
  version: number;
  status: 'partial' | 'complete';
  judgement: Judgement;
  dropped: string[];
  language: string;
  known?: string[];
}

/** Builds the answer to a submission; the visitor's token is added when it is sent, for it is not stored. */
export function replyTo({ id, form, version, status, judgement, dropped, language, known }: Told): Reply {
  const { stage, outcome, score } = judgement;
  const secret = form.scoring?.private === true;
  const show = secret ? form.outcomes.find((candidate) => candidate.id === outcome)?.show : undefined;
  return {
    id,
    form: form.id,
    version,
    status,
    stage,
    outcome,
    ...(!secret && { score: { total: score.total, dimensions: score.dimensions } }),
    dropped,
    ...(show && { ending: ending(show, (text) => speak(text, language, formLanguage(form))) as Show }),
    ...(known && { known }),
  };
}
