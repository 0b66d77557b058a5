/** Handing a form in: the ending at once, the submission on its way, and a word with a person about the verdict. */

import { batch } from '@preact/signals-core';
import type { CompiledForm } from '../engine/compile.ts';
import type { Details } from '../events.ts';
import type { Served } from '../served.ts';
import type { Delivery, Reply, Submission } from '../submission.ts';
import type { Standing } from './standing.ts';
import type { State, StoreDeps } from './state.ts';
import { rememberedOf } from './values.ts';

export function createHanding(
  form: Served,
  { fields }: CompiledForm,
  state: State,
  { judgement }: Standing,
  deps: StoreDeps,
  askMissing: () => boolean,
) {
  const { id, frozen, memory, move, ending, waiting, delivery, appeal } = state;
  const about = { form: form.id, version: form.version };
  const isPrivate = 'private' in form;
  let handedIn: Submission | undefined;
  /** The id that it was stored under: another one where two tabs handed in one draft. */
  let sentAs: string | undefined;

  function verdict(): Pick<Details['submit'], 'stage' | 'outcome' | 'score'> {
    const { stage, outcome, score } = judgement.value;
    const { total, dimensions } = score;
    // Each row of the ledger names an answer.
    return isPrivate ? {} : { stage, outcome, score: deps.tellAnswers ? score : { total, dimensions } };
  }

  function submissionOf(): Submission {
    const { path, stage, outcome, score } = judgement.value;
    const { visitor } = memory.value;
    return {
      id: id.value,
      version: form.version,
      status: 'complete',
      answers: path.answers,
      ...frozen.value,
      ...(visitor !== undefined && { visitor }),
      ...(!isPrivate && { verdict: { stage, outcome, score: score.total } }),
    };
  }

  /** Paints the ending without waiting for the network, where the browser knows it. */
  function finish() {
    const submission = submissionOf();
    const { id: name, answers } = submission;
    const { outcome } = judgement.value;
    const told = { ...about, id: name, ...verdict() };
    deps.memory.save(rememberedOf(fields, answers));
    deps.emit('submit', { ...told, ...(deps.tellAnswers && { answers }) });
    const show = form.outcomes.find((candidate) => candidate.id === outcome)?.show;
    batch(() => {
      move.value = 'forward';
      delivery.value = 'sending';
      if (show) ending.value = { outcome, show };
      else waiting.value = true;
    });
    if (show) deps.emit('outcome', told);
    send(submission);
    deps.draft.erase();
  }

  function send(submission: Submission) {
    handedIn = submission;
    deps.deliver(submission, (news, reply, problem) => hear(submission, news, reply, problem));
  }

  /** The server has forgotten an answer that it was thought to know: the question has to be put after all. */
  function askAgain(problem: unknown): boolean {
    const { errors } = Object(problem) as { errors?: unknown };
    const wanted = (Array.isArray(errors) ? errors : []).map((error) => Object(error).field);
    if (!memory.value.known.some((field) => wanted.includes(field))) return false;
    deps.memory.unlearn();
    handedIn = undefined;
    batch(() => {
      memory.value = { answers: memory.value.answers, known: [] };
      ending.value = undefined;
      waiting.value = false;
      delivery.value = undefined;
      appeal.value = undefined;
      askMissing();
    });
    return true;
  }

  function hear(submission: Submission, news: Delivery, reply: Reply | undefined, problem: unknown) {
    if (reply) deps.memory.learn(reply);
    // The visitor has started over since then: what is on show is another submission.
    if (handedIn !== submission) return;
    if (news === 'refused' && askAgain(problem))
      return deps.emit('error', { form: form.id, code: 'asked_again', detail: form.words.required });
    sentAs = reply?.id;
    batch(() => {
      delivery.value = news;
      if (!reply?.ending || !waiting.value) return;
      waiting.value = false;
      ending.value = { outcome: reply.outcome, show: reply.ending };
    });
    if (reply?.ending)
      deps.emit('outcome', { ...about, id: reply.id, stage: reply.stage, outcome: reply.outcome });
    if (news === 'refused') {
      appeal.value = undefined;
      deps.emit('error', { form: form.id, code: 'refused', detail: form.words.refused });
    }
    if (news === 'sent' && appeal.value === 'held') void sendAppeal();
  }

  /** Of what the server does not have yet nobody can look at the verdict: it waits. */
  async function sendAppeal() {
    if (delivery.value !== 'sent') {
      appeal.value = 'held';
      return;
    }
    const submission = handedIn;
    appeal.value = 'sending';
    const isNoted = await deps.appeal(sentAs ?? id.value);
    if (handedIn === submission) appeal.value = isNoted ? 'sent' : 'failed';
  }

  return {
    finish,
    /** Hands the same submission in once more, after it was refused. */
    retry() {
      if (!handedIn || delivery.value !== 'refused') return;
      delivery.value = 'sending';
      send(handedIn);
    },
    appeal: sendAppeal,
    /** Nothing that is under way concerns what is on show any more. */
    forget() {
      handedIn = undefined;
      sentAs = undefined;
    },
  };
}
