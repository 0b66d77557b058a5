/** Every language the widget speaks. For the server, which sends the words with a form; no browser bundle imports this. */
import ar from './ar.ts';
import de from './de.ts';
import type { Words } from './en.ts';
import en from './en.ts';
import es from './es.ts';
import fr from './fr.ts';
import it from './it.ts';
import ja from './ja.ts';
import nl from './nl.ts';
import pl from './pl.ts';
import pt from './pt.ts';
import ru from './ru.ts';
import tr from './tr.ts';
import uk from './uk.ts';
import zh from './zh.ts';

export const locales: Record<string, Words> = {
  en,
  pl,
  it,
  ar,
  ru,
  de,
  fr,
  es,
  pt,
  nl,
  uk,
  tr,
  ja,
  zh,
};
