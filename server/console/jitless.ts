/** Tells Zod, before any schema is made, to work without `Function`, which the console's policy would report. Imported first. */
import { config } from 'zod';

config({ jitless: true });
