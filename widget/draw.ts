/** From the options of one tag to a form on the page: finds the definition, decides by mode, mounts or apologises. */

import { type Failure, loadForm } from './api.ts';
import { openApology } from './apology.ts';
import type { Options } from './config.ts';
import { type Emit, emitFrom } from './events.ts';
import { openFunnel } from './funnel.ts';
import type { Prefill } from './host.d.ts';
import { type Mounted, mount } from './mount.tsx';
import { mayStand } from './origin.ts';
import type { Page } from './page.ts';
import { queryOf, readPrefill, refusedOf } from './prefill.ts';
import type { Served } from './served.ts';
import { chooseLanguage } from './wording/language.ts';

/** A form that is drawn, or on its way. */
export interface Drawn {
  reset: Mounted['reset'];
  /** Fills in what the page knows. */
  prefill(values: Prefill): void;
  /** Reads anew what this browser keeps, where the visitor has not begun. */
  recall(): void;
  focus(): void;
  /** Brings the form before the visitor, with the keyboard in it. */
  open(): void;
  close(): void;
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
  /** What was asked of a form that is still on its way. */
  let asked: ((drawn: Drawn) => void)[] = [];
  const ask = (call: (drawn: Drawn) => void) => (mounted ? call(mounted) : void asked.push(call));
  /** The form, once it is here, and the trouble that was told last. */
  let known = inlined;
  let told = '';
  const apology = openApology({ world, host, server, wanted, retry: () => void load() });
  const bridge = page.bridge(options.bridge);
  const dispatch: Emit = (name, detail) => {
    emitFrom(host)(name, detail);
    bridge?.(name, detail);
  };

  const languageOf = (form: Served) => chooseLanguage(form.languages, wanted) ?? form.language;

  function fail({ code, detail }: Failure) {
    if (ended) return;
    if (code !== told) {
      console.error(`Qualiform: the form "${id}" cannot be shown (${code}). ${detail}`);
      dispatch('error', { form: id, code, detail });
    }
    told = code;
    if (mode === 'track') return;
    apology.show({ code, detail }, contactOf(known), known);
    const { unmount } = apology;
    mounted = { reset() {}, prefill() {}, recall() {}, focus() {}, open: bring, close() {}, unmount };
  }

  const contactOf = (form: Served | undefined) =>
    options.contact ? { ...form?.contact, url: options.contact } : form?.contact;

  function show(form: Served) {
    if (ended) return;
    known = form;
    if (!mayStand(form, world.place().origin, server))
      return fail({
        code: 'origin_not_allowed',
        detail: `Add "${world.place().origin}" to "origins" in the form, and publish it.`,
      });
    apology.stop();
    try {
      // The one place that decides what a mode means; popup, slide, bar and page add their rows here.
      if (mode === 'track') page.count(form, options);
      else
        showInline({
          ...form,
          contact: contactOf(form),
          ...(theme && { theme: { ...form.theme, scheme: theme } }),
        });
    } catch (error) {
      fail({ code: 'crashed', detail: String(error) });
    }
  }

  function showInline(form: Served) {
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
      prefill(values) {
        inner.store.fill(readPrefill(form, queryOf(values)));
        const refused = refusedOf(form, values);
        if (refused.length > 0)
          console.warn(
            `Qualiform.prefill: form "${id}" has no such fields, or does not let them be filled in: ${refused}. Write "prefill": true in the field.`,
          );
      },
      recall: inner.store.recall,
      open() {
        bring();
        inner.focus();
      },
      close() {},
      unmount() {
        inner.unmount();
        funnel?.stop();
      },
    };
    const calls = asked;
    asked = [];
    for (const call of calls) call(mounted);
  }

  const bring = () => host.scrollIntoView({ block: 'nearest' });

  async function load() {
    const found = inlined ?? (await loadForm(world, server, id, wanted[0]));
    if ('code' in found) return fail(found);
    told = '';
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
    prefill: (values) => mounted?.prefill(values),
    recall: () => mounted?.recall(),
    focus: () => ask((drawn) => drawn.focus()),
    open: () => ask((drawn) => drawn.open()),
    close: () => mounted?.close(),
    unmount() {
      ended = true;
      apology.stop();
      mounted?.unmount();
    },
  };
}
