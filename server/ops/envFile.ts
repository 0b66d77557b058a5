/** `.env.example`, made from the schema that the settings are parsed with: it cannot tell of one that is not there. */
import { Environment } from '../env.ts';

const width = 100;

interface Told {
  description?: string;
  examples?: unknown[];
}

/** Every setting with what it is for, its value unless set, and another that it may have. All of them are commented out. */
export function envFile(): string {
  const settings = Object.entries(Environment.shape).map(([name, schema]) => {
    const { description = '', examples = [] }: Told = schema.meta() ?? {};
    const preset = schema.safeParse(undefined).data;
    const values = [...(preset === undefined ? [] : [preset]), ...examples];
    return [...wrapped(description), ...values.map((value) => `#${name}=${value}`)].join('\n');
  });
  return `${[heading, ...settings].join('\n\n')}\n`;
}

const heading = [
  '# The settings of Qualiform. Copy this file to .env, take the # from the lines that you want, and keep it to yourself:',
  '# "npm start" reads it, and so do compose.yaml and the systemd unit. The first line of a setting is what holds unless it is set,',
  '# where something does. Printed by: npm run --silent qualiform -- env',
].join('\n');

/** A sentence as comment lines, each short enough to be read at once. */
function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines.map((line) => `# ${line}`);
}
