/** The answers of a lead: question and answer as text, by the submission they came from. */
import { at } from '../router.ts';
import type { Answered } from '../shapes.ts';
import { Time } from '../Time.tsx';

export function Answers({ answered }: { answered: Answered[] }) {
  if (answered.length === 0) return <p class="muted">Nothing has been answered yet.</p>;
  const bySubmission = Map.groupBy(answered, ({ submission }) => submission);
  return (
    <>
      {[...bySubmission].map(([submission, answers]) => (
        <section key={submission} class="answers-of">
          <p class="answers-source">
            <a href={at(`submissions/${submission}`)}>
              {answers[0]?.form} v{answers[0]?.version}
            </a>
            , <Time at={answers[0]?.at ?? ''} />
          </p>
          <dl class="answers">
            {answers.map((answer) => (
              <div key={`${answer.form} ${answer.field}`}>
                <dt>{answer.label}</dt>
                {/* Text and never markup, whatever a visitor has typed. */}
                <dd class="answer-text">{answer.text}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}
