/** The table of stage moves: from where a verdict leads where. */
import { describe, expect, test } from 'vitest';
import { needsHandover, nextStage, type Standing, stageOf, stages } from '../../server/leads/stages.ts';

const score = (stage: Standing['stage']): Standing => ({ stage, stageBy: 'score' });
const person = (stage: Standing['stage']): Standing => ({ stage, stageBy: 'person' });

describe('by score a lead moves', () => {
  test.each([
    // standing, verdict: lead, mql, sql, disqualified
    [undefined, ['lead', 'mql', 'sql', 'disqualified']],
    [score('lead'), ['-', 'mql', 'sql', 'disqualified']],
    [score('mql'), ['-', '-', 'sql', 'disqualified']],
    [score('sql'), ['-', '-', '-', '-']],
    [score('nurture'), ['-', 'mql', 'sql', 'disqualified']],
    [score('disqualified'), ['lead', 'mql', 'sql', '-']],
    [person('lead'), ['-', 'mql', 'sql', '-']],
    [person('mql'), ['-', '-', 'sql', '-']],
    [person('sal'), ['-', '-', 'sql', '-']],
    [person('sql'), ['-', '-', '-', '-']],
    [person('customer'), ['-', '-', '-', '-']],
    [person('nurture'), ['-', 'mql', 'sql', '-']],
    [person('disqualified'), ['-', '-', '-', '-']],
  ] as const)('from %j', (standing, expected) => {
    const verdicts = ['lead', 'mql', 'sql', 'disqualified'] as const;
    expect(verdicts.map((verdict) => nextStage(standing, verdict) ?? '-')).toEqual(expected);
  });
});

test('with sqlBy sales the score leads to MQL at most', () => {
  expect(
    (['lead', 'mql', 'sql', 'disqualified'] as const).map((verdict) => stageOf(verdict, 'sales')),
  ).toEqual(['lead', 'mql', 'mql', 'disqualified']);
});

test('a lead is handed over when it reaches SQL by score, or stands at MQL over the line with sqlBy sales', () => {
  const handed = (sqlBy: 'score' | 'sales', moved: boolean) =>
    stages.filter((stage) => needsHandover('sql', sqlBy, { stage, moved, waiting: false }));
  expect(handed('score', true)).toEqual(['sql']);
  expect(handed('score', false)).toEqual([]);
  expect(handed('sales', false)).toEqual(['mql']);
  expect(needsHandover('mql', 'sales', { stage: 'mql', moved: true, waiting: false })).toBe(false);
  expect(needsHandover('sql', 'score', { stage: 'sql', moved: true, waiting: true })).toBe(false);
});
