/** From the options of one tag to a form on the page: finds the definition, decides by mode, mounts or apologises. */

import { type Failure, loadForm } from './api.ts';
import { openApology } from './apology.ts';
import type { Options } from './config.ts';
import { type Emit, emitFrom } from './events.ts';
import { early } from './first/early.ts';
import { openFunnel } from './funnel.ts';
import type { Details, Prefill } from './host.d.ts';
import { type MountDeps, type Mounted, mount } from './mount.tsx';
import { mayStand } from './origin.ts';
import type { Page } from './page.ts';
import { queryOf, readPrefill, refusedOf } from './prefill.ts';
import { release, reserve } from './room.ts';
import type { Served } from './served.ts';
import type { ShellMode } from './shell/frames.ts';
import { createStore } from './store.ts';
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
  /** The element was moved about in the page. */
  rejoin(): void;
  unmount(): void;
}

export interface Source {
  /** Address of the server, without a slash at the end. */
  server: string;
  /** The definition that came with the script. */
  inlined?: Served | undefined;
}

/** Pixels of the row 'Start over', which only somebody who comes back is offered. */
const restartRow = 64;

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
  const frequency = page.frequencyOf(id, options);
  const apology = openApology({ world, host, wanted, retry: () => void load() });
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
    const trouble = { code, detail };
    const say = () => apology.show(trouble, contactOf(known), known);
    // What nobody has asked for yet says nothing in the middle of the page; a link that would open it leads where it leads.
    if (mode === 'inline') say();
    else apology.wait(trouble);
    const open = () => {
      if (mode !== 'inline') say();
      bring();
    };
    const { unmount } = apology;
    mounted = { reset() {}, prefill() {}, recall() {}, focus() {}, open, close() {}, rejoin() {}, unmount };
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
      const own = {
        ...form,
        contact: contactOf(form),
        ...(theme && { theme: { ...form.theme, scheme: theme } }),
      };
      if (mode === 'track') page.count(form, options);
      else if (mode === 'inline') showInline(own);
      else
        showApart(own, mode).catch((error: unknown) =>
          fail({ code: 'unreachable', detail: `Its frame could not be fetched. ${error}` }),
        );
    } catch (error) {
      fail({ code: 'crashed', detail: String(error) });
    }
  }

  /** All that stands behind the drawing of a form. */
  function prepare(form: Served) {
    const funnel = options.funnel === 'on' ? openFunnel(world, server, form) : undefined;
    const deps: MountDeps = {
      ...page.depsOf(form, options, server),
      emit(name, detail) {
        funnel?.note(name, 'step' in detail ? detail.step : undefined);
        if (name === 'submit') frequency.sent();
        if (name === 'step' || name === 'submit') release(host);
        dispatch(name, detail);
      },
    };
    return { funnel, deps, store: createStore(form, deps) };
  }

  /** Draws the form itself into an element: the host, or what a shell has for it. */
  function drawIn(place: HTMLElement, form: Served, { funnel, deps, store } = prepare(form)) {
    const inner = mount(place, form, deps, store);
    return {
      ...inner,
      prefill(values: Prefill) {
        inner.store.fill(readPrefill(form, queryOf(values)));
        const refused = refusedOf(form, values);
        if (refused.length > 0)
          console.warn(
            `Qualiform.prefill: form "${id}" has no such fields, or does not let them be filled in: ${refused}. Write "prefill": true in the field.`,
          );
      },
      recall: inner.store.recall,
      unmount() {
        inner.unmount();
        funnel?.stop();
      },
    };
  }

  function settle(drawn: Drawn) {
    mounted = drawn;
    const calls = asked;
    asked = [];
    for (const call of calls) call(drawn);
  }

  function showInline(form: Served) {
    const prepared = prepare(form);
    inPieces(() => {
      if (ended) {
        prepared.store.dispose();
        prepared.funnel?.stop();
        return;
      }
      const inner = drawIn(host, form, prepared);
      const { ending, previous, move } = prepared.store;
      // Somebody who comes back finds the same step; after an ending, the first one.
      const stop = world.onChance(() => {
        const { offsetHeight, clientWidth } = host;
        const more = previous.value && move.value !== 'none' ? restartRow : 0;
        page.keepRoom(id, options, ending.value ? undefined : [clientWidth, offsetHeight + more]);
      });
      settle({
        ...inner,
        unmount() {
          stop();
          release(host);
          inner.unmount();
        },
        open() {
          bring();
          inner.focus();
        },
        close() {},
        rejoin() {},
      });
    });
  }

  /** Around the form, not in the page: it is drawn when it is opened for the first time. */
  async function showApart(form: Served, mode: ShellMode) {
    page.count(form, options);
    const { openShell } = await page.load('shell');
    if (ended) return;
    let inner: ReturnType<typeof drawIn> | undefined;
    const shell = openShell(host, form, {
      ...frequency,
      mode,
      rules: options.open,
      tell: (name: 'open' | 'close', by) =>
        dispatch(name, { form: id, version: form.version, by } as Details['open'] & Details['close']),
      draw(place) {
        // The frame is the surface.
        const drawn = drawIn(place, { ...form, theme: { ...form.theme, surface: 'none' } });
        inner = drawn;
        return {
          focus: drawn.focus,
          renew() {
            if (drawn.store.ending.value) drawn.reset();
          },
        };
      },
    });
    settle({
      reset: (how) => inner?.reset(how),
      prefill: (values) => inner?.prefill(values),
      recall: () => inner?.recall(),
      focus: () => inner?.focus(),
      open: shell.open,
      close: shell.close,
      rejoin: shell.rejoin,
      unmount() {
        inner?.unmount();
        shell.stop();
      },
    });
  }

  /** Where the first question stands there already there is time to take over in pieces, so that no task holds the page up. */
  function inPieces(work: () => void) {
    if (!early().touched.has(host)) return work();
    world.timer(() => {
      try {
        work();
      } catch (error) {
        fail({ code: 'crashed', detail: String(error) });
      }
    }, 0);
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

  if (!host.shadowRoot) reserve(host);
  // At once where it can be, so that nothing jumps about under the reader's eyes.
  if (inlined && languageOf(inlined) === inlined.language) inPieces(() => show(inlined));
  else void load();

  return {
    reset: (how) => ask((drawn) => drawn.reset(how)),
    prefill: (values) => ask((drawn) => drawn.prefill(values)),
    recall: () => ask((drawn) => drawn.recall()),
    focus: () => ask((drawn) => drawn.focus()),
    open: () => ask((drawn) => drawn.open()),
    close: () => mounted?.close(),
    rejoin: () => mounted?.rejoin(),
    unmount() {
      ended = true;
      apology.stop();
      mounted?.unmount();
    },
  };
}
