/** What stands in a form's place while it cannot be had: what happened, another try, another way; and tries of its own. */

import type { Failure } from './api.ts';
import type { Excuse } from './Fault.tsx';
import type { sorry } from './lazy/sorry.ts';
import { mountFault } from './mount.tsx';
import { chooseLanguage } from './wording/language.ts';
import type { World } from './world.ts';

interface Place {
  world: World;
  host: HTMLElement;
  /** Languages of the page and of its reader, the most wanted first. */
  wanted: readonly string[];
  /** Tries to get the form once more. */
  retry(): void;
}

/** Waits before tries of its own, in milliseconds; after them it waits for the line to come back. */
const waits = [2000, 8000, 30_000];

const english = {
  loadFailed: 'This form could not be loaded.',
  retry: 'Try again',
  reach: 'Reach us another way',
};

/** What may be different in a moment. A form that is not there, or not for this page, is asked for only by hand. */
const isPassing = ({ code }: Failure) =>
  /^(unreachable|busy|not_built|http_(0|408|425|429|5\d\d))$/.test(code);

export function openApology({ world, host, wanted, retry }: Place) {
  let tries = 0;
  let clear = () => {};
  let stop = () => {};

  /** The words of a language that is not English, if they can be had. */
  async function translate(contact: Excuse['contact']): Promise<void> {
    const [most = 'en'] = wanted;
    if (chooseLanguage(['en'], [most])) return;
    const before = clear;
    const { sorry: said } = (await world.load('sorry')) as { sorry: typeof sorry };
    const language = chooseLanguage(Object.keys(said), [most]);
    const words = language === undefined ? undefined : said[language];
    // Meanwhile it has become a form, or another apology.
    if (!words || language === undefined || clear !== before) return;
    const [loadFailed, again, reach] = words;
    clear = mountFault(host, retry, language, { words: { loadFailed, retry: again, reach }, contact });
  }

  return {
    /** Draws it, unless the browser cannot draw at all: then a plain link is all that it takes. */
    show(failure: Failure, contact: Excuse['contact'], own?: { language: string; words: Excuse['words'] }) {
      stop();
      try {
        clear = mountFault(host, retry, own?.language ?? 'en', { words: own?.words ?? english, contact });
        if (!own) translate(contact).catch(() => {});
      } catch {
        clear = linkIn(host, contact);
      }
      this.wait(failure);
    },
    /** Only tries again. */
    wait(failure: Failure) {
      stop();
      if (!isPassing(failure)) return;
      const wait = waits[tries++];
      const stops = [world.onLine(retry), wait === undefined ? () => {} : world.timer(retry, wait)];
      stop = () => {
        for (const end of stops) end();
      };
    },
    /** The form has come: no more tries. */
    stop: () => stop(),
    unmount() {
      stop();
      clear();
    },
  };
}

/** Without a shadow root or a stylesheet of its own: words that any browser can show. Returns how to take them away. */
function linkIn(host: HTMLElement, contact: Excuse['contact']): () => void {
  const text = document.createElement(contact ? 'a' : 'span');
  if (contact) text.setAttribute('href', contact.url);
  text.textContent = contact?.label ?? (contact ? english.reach : english.loadFailed);
  host.append(text);
  return () => text.remove();
}
