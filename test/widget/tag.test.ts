/** Where a tag's script came from: the server stands before the end of its address, whatever the end is. */
import { expect, test } from 'vitest';
import { serverOf } from '../../widget/tag.ts';

const from = (src: string) => serverOf({ src } as HTMLScriptElement);

test.each([
  'https://forms.example.com/embed.js',
  'https://forms.example.com/embed.4aa9e1e1a94b3076.js',
  'https://forms.example.com/f/crm-demo.js',
  'https://forms.example.com/f/crm-demo.js?lang=pl',
  'https://forms.example.com/embed.js#top',
  // A name of somebody's own, such as a proxy's.
  'https://forms.example.com/something/else.js',
])('%s is of forms.example.com', (src) => {
  expect(from(src)).toBe('https://forms.example.com');
});

test.each(['embed.js', 'embed.4aa9e1e1a94b3076.js', 'f/crm-demo.js'])('%s may stand below a path', (end) => {
  expect(from(`https://example.com/forms/${end}`)).toBe('https://example.com/forms');
});
