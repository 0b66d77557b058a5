/** The form language as a JSON Schema, so that any editor completes and explains a form while it is written. */
import { z } from 'zod';
import { Form } from './form.ts';

/**
 * Generated from the Zod schema, so it cannot fall behind. Draft-07, because VS Code and JetBrains understand all of it and
 * only parts of the later drafts; the server checks by the Zod schema anyway.
 */
export function formJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(Form, { target: 'draft-7' });
  return { $schema, $id: '/schema/form.json', ...rest };
}
