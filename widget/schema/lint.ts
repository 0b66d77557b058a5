/** Checks a form: everything that is wrong with it, where, and what to do. */
import { Form } from './form.ts';
import { checkCatchAll } from './lint/catchAll.ts';
import { checkConfirmation, warnOfNoMail } from './lint/confirmation.ts';
import { checkContrast } from './lint/contrast.ts';
import { checkIds } from './lint/ids.ts';
import { checkConditionSizes, checkFields } from './lint/limits.ts';
import { type Checkup, type Report, startReport } from './lint/problems.ts';
import { checkTests } from './lint/proof.ts';
import { checkConditionsHold, checkOutcomes, checkWays } from './lint/reach.ts';
import { checkConditionNames, checkJumps, checkPass, checkPoints } from './lint/references.ts';
import { tellShape } from './lint/shape.ts';
import { createSolver } from './lint/solver.ts';
import { soundPart } from './lint/sound.ts';
import { readSource, type Source } from './lint/source.ts';
import { readNames, type Subject, subjectOf } from './lint/subject.ts';
import { checkTexts, checkUrls } from './lint/texts.ts';
import { checkThresholds } from './lint/thresholds.ts';

export { type Checkup, type Problem, publishable } from './lint/problems.ts';

/** Longest text of a form, in bytes of UTF-8. */
export const longestForm = 512 * 1024;

type Check = (subject: Subject) => void;

/** What people are judged by is there. Where it is not, a failing test only tells the same once more. */
const referenceChecks: readonly Check[] = [checkConditionNames, checkPoints, checkJumps];

/** Checks that look at one part at a time, and so also at the sound part of a broken form. */
const partChecks: readonly Check[] = [
  checkIds,
  checkConditionSizes,
  checkPass,
  checkFields,
  checkTexts,
  checkUrls,
  checkConfirmation,
  checkContrast,
];

/** Proofs about the form as a whole, which a missing part would make wrong. */
function prove(subject: Subject): void {
  const solver = createSolver(subject);
  const dead = checkConditionsHold(subject, solver);
  checkThresholds(subject, solver);
  checkOutcomes(subject, solver, dead);
  checkWays(subject, solver, dead);
}

/** What a form cannot know of where it runs. */
export interface Surroundings {
  /** Whether anything can be mailed; taken for granted where nobody says. */
  sendsMail?: boolean;
}

/**
 * Checks the text of a form. Never throws, whatever the text.
 *
 * @example
 * const { form, problems } = checkForm(await file.text());
 * for (const { line, message, remedy } of problems) console.log(`line ${line}: ${message}; ${remedy}`);
 */
export function checkForm(text: string, surroundings: Surroundings = {}): Checkup {
  if (isTooLong(text)) {
    const size = `${Math.ceil(text.length / 1024)} kB`;
    return {
      problems: [
        {
          pointer: '',
          severity: 'error',
          code: 'too_large',
          message: `the form has ${size} or more, and ${longestForm / 1024} kB is the most`,
          remedy: 'shorten texts and lists of options; a "country" or a "text" field replaces a long list',
          line: 1,
          column: 1,
        },
      ],
    };
  }
  const source = readSource(text);
  const report = startReport(source);
  for (const fault of source.faults) report.misspelt(fault);
  const isJson = !source.faults.some((fault) => fault.syntax);
  if (source.value === undefined) return { problems: report.sorted() };
  const form = checkValue(source, report, surroundings);
  return { ...(isJson && form && { form }), problems: report.sorted() };
}

const isTooLong = (text: string) =>
  text.length > longestForm ||
  (text.length * 3 > longestForm && new TextEncoder().encode(text).length > longestForm);

/** The form, if the schema holds. */
function checkValue(source: Source, report: Report, { sendsMail }: Surroundings): Form | undefined {
  const parsed = Form.safeParse(source.value);
  if (!parsed.success) tellShape(parsed.error.issues, source, report);
  // Names are read before anything is cut out, so that nothing else seems to be missing.
  const names = readNames(source.value);
  checkCatchAll(source.value, report);
  const sound = soundPart(source.value);
  if (sound === undefined) return undefined;
  const subject = subjectOf(sound.form, names, source, report);
  for (const check of partChecks) check(subject);
  if (sendsMail === false) warnOfNoMail(subject);
  const before = report.errors();
  for (const check of referenceChecks) check(subject);
  const isBroken = report.errors() > before;
  if (sound.judges) prove(subject);
  checkTests(subject, sound.judges && !isBroken, sound.brokenTests);
  return parsed.success ? parsed.data : undefined;
}
