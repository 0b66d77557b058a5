/** The real widget drawing a draft: nothing leaves, nothing stays, and what is answered survives each edit. */
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { compile } from '../../../widget/engine/compile.ts';
import type { Answers, Signals } from '../../../widget/engine/input.ts';
import { type Judgement, judge } from '../../../widget/engine/qualify.ts';
import { inert, type MountDeps, type Mounted, mount } from '../../../widget/mount.tsx';
import { define, ending, formLanguage, speak } from '../../../widget/schema/definition.ts';
import type { Form } from '../../../widget/schema/form.ts';
import { wordsOf } from './words.ts';

export type Scheme = 'light' | 'dark';

interface Props {
  form: Form;
  version: number;
  language: string;
  scheme: Scheme;
  signals: Signals;
  /** Grows to start over. */
  round: number;
  onJudged: (judgement: Judgement) => void;
}

/** What a visitor of a preview page would bring along. */
const context = { 'page.path': '/', 'visit.count': 1, 'visit.days': 0, 'visit.minutes': 1 };

type KeptDraft = ReturnType<MountDeps['draft']['load']>;

export function Preview({ form, version, language, scheme, signals, round, onJudged }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const kept = useRef<{ draft: KeptDraft; atEnd: boolean; round: number }>({
    draft: undefined,
    atEnd: false,
    round,
  });
  const drawn = useRef<{ mounted: Mounted; stop: () => void } | undefined>(undefined);

  useEffect(() => {
    let current = true;
    const compiled = compile(form);
    const judgeAll = (answers: Answers) =>
      judge(compiled, { answers, context: { ...context, language }, signals });
    const definition = define(form, { language, version });
    const themed = { ...definition, theme: { ...definition.theme, scheme } };
    const memory = kept.current;
    if (memory.round !== round) Object.assign(memory, { draft: undefined, atEnd: false, round });
    const reopen = memory.atEnd;
    let finishing = false;

    const deps: MountDeps = {
      ...inert,
      freeze: () => ({ context: { ...context, language }, signals }),
      draft: {
        load: () => memory.draft && { ...memory.draft, context: { ...context, language }, signals },
        save: (draft) => {
          memory.draft = draft;
          memory.atEnd = false;
        },
        erase() {
          // The widget lets go of a draft when it is sent and when somebody starts over; only the latter is meant here.
          if (finishing) memory.atEnd = true;
          else Object.assign(memory, { draft: undefined, atEnd: false });
          finishing = false;
        },
      },
      // Stands for the server: with private scoring the verdict and the ending come from here.
      deliver({ id, answers }, report) {
        finishing = true;
        const { stage, outcome } = judgeAll(answers);
        const show = form.outcomes.find((candidate) => candidate.id === outcome)?.show;
        const say = (text: Parameters<typeof speak>[0]) => speak(text, language, formLanguage(form));
        report('sent', { id, stage, outcome, ...(show && { ending: ending(show, say) }) });
      },
    };

    void wordsOf(definition.language).then((words) => {
      if (!current || !host.current) return;
      drawn.current?.stop();
      const mounted = mount(host.current, { ...themed, words }, deps);
      if (reopen) mounted.store.next();
      drawn.current = { mounted, stop: effect(() => onJudged(judgeAll(mounted.store.answers.value))) };
    });
    return () => {
      current = false;
    };
  }, [form, version, language, scheme, signals, round, onJudged]);

  useEffect(
    () => () => {
      drawn.current?.stop();
      drawn.current?.mounted.unmount();
    },
    [],
  );

  return <div ref={host} class="preview-host" data-own-keys />;
}
