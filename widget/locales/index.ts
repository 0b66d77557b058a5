/** Every language the widget speaks. For the server, which sends the words with a form; no browser bundle imports this. */
import ar from './ar.ts';
import type { Words } from './en.ts';
import en from './en.ts';
import it from './it.ts';
import pl from './pl.ts';
import ru from './ru.ts';

export const locales: Record<string, Words> = { en, pl, it, ru, ar };
