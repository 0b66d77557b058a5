/** From the options of one tag to a form on the page: finds the definition, decides by mode, mounts or apologises. */

import { type Failure, loadForm } from './api.ts';
import type { Options } from './config.ts';
import { emitFrom } from './events.ts';
import { openFunnel } from './funnel.ts';
import { chooseLanguage } from './language.ts';
import { type Mounted, mount, mountFault } from './mount.tsx';
import type { Page } from './page.ts';
import type { Served } from './served.ts';

/** A form that is drawn, or on its way. */
export interface Drawn {
  reset: Mounted['reset'];
  focus(): void;
  unmount(): void;
}

export interface Source {
  /** Address of the server, without a slash at the end. */
  server: string;
  /** The definition that came with the script. */
  inlined?: Served | undefined;
}

/** Never throws: what goes wrong stands on the page, in the console and in `qualiform:error`. */
export function draw(page: Page, host: HTMLElement, options: Options, { server, inlined }: Source): Drawn {
  const { form: id, mode, theme } = options;
  const { world } = page;
  const wanted = [options.language, ...world.place().languages].filter(Boolean);
  let ended = false;
  let mounted: Drawn | undefined;

  const languageOf = (form: Served) => chooseLanguage(form.languages, wanted) ?? form.language;

  function fail({ code, detail }: Failure) {
    if (ended) return;
    console.error(`Qualiform: the form "${id}" cannot be shown (${code}). ${detail}`);
    emitFrom(host)('error', { form: id, code, detail });
    if (mode === 'track') return;
    try {
      mounted = { reset() {}, focus() {}, unmount: mountFault(host, load) };
    } catch {
      // Nothing can be drawn in this browser; the console and the event have said it.
    }
  }

  function show(form: Served) {
    if (ended) return;
    try {
      // The one place that decides what a mode means; popup, slide, bar and page add their rows here.
      if (mode === 'track') page.count(form, options.persist);
      else showInline(theme ? { ...form, theme: { ...form.theme, scheme: theme } } : form);
    } catch (error) {
      fail({ code: 'crashed', detail: String(error) });
    }
  }

  function showInline(form: Served) {
    const dispatch = emitFrom(host);
    const funnel = options.funnel === 'on' ? openFunnel(world, server, form) : undefined;
    const inner = mount(host, form, {
      ...page.depsOf(form, options, server),
      emit(name, detail) {
        funnel?.note(name, 'step' in detail ? detail.step : undefined);
        dispatch(name, detail);
      },
    });
    mounted = {
      ...inner,
      unmount() {
        inner.unmount();
        funnel?.stop();
      },
    };
  }

  async function load() {
    const found = inlined ?? (await loadForm(world, server, id, wanted[0]));
    if ('code' in found) return fail(found);
    const language = languageOf(found);
    const better = language === found.language ? found : await loadForm(world, server, id, language);
    // In another language rather than not at all.
    show('code' in better ? found : better);
  }

  if (mode !== 'inline' && mode !== 'track')
    console.warn(`Qualiform: mode="${mode}" is not drawn by this version; the form is drawn inline.`);
  // At once where it can be, so that nothing jumps about under the reader's eyes.
  if (inlined && languageOf(inlined) === inlined.language) show(inlined);
  else void load();

  return {
    reset: (how) => mounted?.reset(how),
    focus: () => mounted?.focus(),
    unmount() {
      ended = true;
      mounted?.unmount();
    },
  };
}
