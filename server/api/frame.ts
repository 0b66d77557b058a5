/** The frame of a guide: head and row of links are those of the guides that are files. */
import fs from 'node:fs/promises';
import path from 'node:path';
import { html, raw } from 'hono/html';

const guide = path.join(import.meta.dirname, '../../demo/docs/index.html');

interface Guide {
  /** Its file's name, by which the row of links says where one is. */
  name: string;
  title: string;
  description: string;
  main: ReturnType<typeof html>;
}

export async function framed({ name, title, description, main }: Guide): Promise<string> {
  const [head = '', foot = ''] = (await fs.readFile(guide, 'utf8')).split(/<main>[\s\S]*<\/main>/);
  const own = head
    .replace(/<title>.*?<\/title>/, `<title>${title} – Qualiform</title>`)
    .replace(/(<meta name="description" content=")[^"]*/, `$1${description}`)
    .replace(`<a href="${name}">`, `<a href="${name}" aria-current="page">`);
  return String(await html`${raw(own)}<main>${main}</main>${raw(foot)}`);
}
