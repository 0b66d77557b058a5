/** Pictures of options: carried in the form as data: addresses, handed out one by one, so that definitions stay small. */
import type { Form } from '../../widget/schema/form.ts';

export interface Image {
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The picture of one option of one field; nothing where there is none. */
export function imageOf(form: Form, field: string, option: string): Image | undefined {
  const asked = form.steps.flatMap((step) => step.fields).find(({ id }) => id === field);
  const image = asked && 'options' in asked && asked.options.find(({ id }) => id === option)?.image;
  if (!image) return undefined;
  const [head = '', text = ''] = image.split(',');
  return {
    type: head.slice('data:'.length, -';base64'.length),
    bytes: Uint8Array.from(Buffer.from(text, 'base64')),
  };
}
