/** What the server hands to a browser for one form: its definition in one language, with the widget's own words. */

import type { Words } from './locales/en.ts';
import type { Definition } from './schema/definition.ts';

export type Served = Definition & { words: Words };
