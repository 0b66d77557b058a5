/** Rows of input and expected verdict, worked out by hand from the rulings; for the engine and over HTTP alike. */
import fs from 'node:fs';
import path from 'node:path';
import { Form } from '../../widget/schema/form.ts';

export interface Expected {
  /** Verdict of the form. Not there where a malformed value or an unknown field makes the server refuse the whole. */
  stage?: string;
  outcome?: string;
  disqualifiedBy?: string;
  /** Sum of the dimensions. */
  score?: number;
  dimensions?: Record<string, number>;
  /** Source, dimension and points of every row, in order. */
  ledger?: [string, string, number][];
  /** On the path, as they are stored. */
  answers?: Record<string, string | number | boolean | string[]>;
  /** Answered, but off the path. */
  dropped?: string[];
  /** Required, asked and not answered: a complete submission is refused, a partial one is taken. */
  missing?: string[];
  /**
   * Problem codes by field, for which a complete submission is refused. A malformed value or an unknown field refuses a
   * partial one too; where a verdict is expected all the same, it is that of the answers without those to mend.
   */
  refused?: Record<string, string>;
  /** Steps that ask something, in order. */
  shown?: string[];
}

export interface Case {
  name: string;
  form: Form;
  answers: Record<string, unknown>;
  context?: Record<string, string | number | boolean>;
  signals?: Record<string, number[]>;
  /** What this browser and the server know from before. Not part of a submission, so not for HTTP. */
  remembered?: string[];
  known?: string[];
  /** For the engine alone: a form that nobody may publish, or facts that nobody may send. */
  only?: 'engine';
  expect: Expected;
}

interface CaseFile {
  /** Forms by id, shared by the rows of the file. */
  forms: Record<string, unknown>;
  rows: (Omit<Case, 'form'> & { form: string })[];
}

/** Every row of every file beside this one, its form in full. Throws where a form is none. */
export function listCases(): Case[] {
  const files = fs.readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));
  return files.sort().flatMap((name) => {
    const { forms, rows } = JSON.parse(
      fs.readFileSync(path.join(import.meta.dirname, name), 'utf8'),
    ) as CaseFile;
    for (const [id, form] of Object.entries(forms)) {
      const { error } = Form.safeParse(form);
      if (error) throw new Error(`${name}: ${id} is not a form: ${error.message}`);
    }
    // The form stays as it is written, since the order of its keys decides where plain points go.
    return rows.map((row) => ({ ...row, form: forms[row.form] as Form }));
  });
}

/** Whether the row can be sent as a submission to a server. */
export const isForHttp = (row: Case): boolean => !row.remembered && !row.known && row.only !== 'engine';
