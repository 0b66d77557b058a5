/** What is wrong with the form, in the order of the file; a line takes the cursor there. */
import type { Problem } from '../../../widget/schema/lint.ts';
import { AlertIcon, CheckIcon, ErrorIcon } from '../icons.tsx';
import type { Draft } from './draft.ts';

interface Props {
  draft: Pick<Draft, 'checked' | 'errors' | 'warnings'>;
  onJump: (problem: Problem) => void;
}

const several = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

export function Problems({ draft, onJump }: Props) {
  const { problems, form } = draft.checked.value;
  const errors = draft.errors.value.length;
  const warnings = draft.warnings.value.length;
  const tests = form?.tests?.length ?? 0;
  return (
    <div class="problems">
      <p class="problems-head" role="status">
        {errors + warnings === 0 ? (
          <>
            <CheckIcon size={14} />{' '}
            {tests > 0 ? `No problems, ${several(tests, 'test')} passed` : 'No problems'}
          </>
        ) : (
          [errors > 0 && several(errors, 'error'), warnings > 0 && several(warnings, 'warning')]
            .filter(Boolean)
            .join(', ')
        )}
      </p>
      {problems.length > 0 && (
        <ul class="problem-list">
          {problems.map((problem) => (
            <li key={`${problem.pointer} ${problem.code} ${problem.message}`}>
              <button
                type="button"
                class={`problem problem-${problem.severity}`}
                onClick={() => onJump(problem)}
              >
                {problem.severity === 'error' ? <ErrorIcon size={14} /> : <AlertIcon size={14} />}
                <span class="unseen">{problem.severity}: </span>
                <span class="problem-text">
                  {capital(problem.message)} <span class="problem-remedy">{capital(problem.remedy)}</span>
                </span>
                {problem.line !== undefined && <span class="problem-line">{problem.line}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** A problem's words as a sentence. */
function capital(words: string): string {
  const sentence = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
