/** Getting through a form: keys, presses, focus, errors. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { serve } from './specimen/forms.ts';
import { type Stage, stage, strike } from './stage.ts';

afterEach(() => {
  strike();
  document.querySelector('#elsewhere')?.remove();
});

const choice = (id: string, more = {}) => ({
  id,
  type: 'choice',
  label: `Choose ${id}`,
  options: ['a', 'b', 'c'].map((option) => ({ id: option, label: `${id} ${option}` })),
  ...more,
});
const text = (id: string, more = {}) => ({ id, type: 'text', label: `Type ${id}`, ...more });
const form = (...steps: object[][]) =>
  serve({ steps: steps.map((fields, index) => ({ id: `step${index + 1}`, fields })) });

const at = (here: Stage) => here.store.current.value?.id;
const button = (here: Stage) => here.find<HTMLButtonElement>('[type=submit]');
const press = (here: Stage, selector: string) => userEvent.click(here.find(selector));
/** Focus on the first control, as somebody gets there by Tab. */
async function enter(here: Stage) {
  here.find('input,textarea,select').focus();
}

describe('Enter', () => {
  test.each([
    ['text', 'One', 'step2'],
    ['email', 'ada@acme.com', 'step2'],
    ['number', '12', 'step2'],
    ['date', '', 'step2'],
    ['range', '{ArrowRight}', 'step2'],
    ['longtext', 'One', 'step1'],
  ])('in %s leads to %s', async (type, typed, goal) => {
    const here = stage(form([{ id: 'one', type, label: 'One' }], [text('two')]));
    await enter(here);
    await userEvent.keyboard(`${typed}{Enter}`);
    expect(at(here)).toBe(goal);
  });

  test('with Control in several lines goes on', async () => {
    const here = stage(form([{ id: 'one', type: 'longtext', label: 'One' }], [text('two')]));
    await enter(here);
    await userEvent.keyboard('One{Control>}{Enter}{/Control}');
    expect(at(here)).toBe('step2');
    expect(here.store.values.value.one).toBe('One');
  });

  test('on a card chooses it and goes on, also on the last step', async () => {
    const here = stage(form([choice('one')]));
    await enter(here);
    await userEvent.keyboard('{Enter}');
    expect(here.store.values.value.one).toBe('a');
    expect(here.store.ending.value).toBeDefined();
  });

  test('held down goes on once', async () => {
    const here = stage(form([text('one')], [text('two')], [text('three')]));
    await enter(here);
    await userEvent.keyboard('{Enter>}');
    await expect.poll(() => here.heading()).toContain('Type two');
    const target = here.active() as Element;
    for (let count = 0; count < 3; count++)
      target.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', repeat: true, bubbles: true }));
    await userEvent.keyboard('{/Enter}');
    expect(at(here)).toBe('step2');
  });
});

describe('a choice', () => {
  const steps = () => form([choice('one')], [choice('two')], [text('three')]);

  test('goes on by itself after a press on the card', async () => {
    const here = stage(steps());
    await press(here, '.card:nth-child(2)');
    expect(at(here)).toBe('step2');
    expect(here.store.values.value).toEqual({ one: 'b' });
  });

  test('goes on by itself after Space', async () => {
    const here = stage(steps());
    await enter(here);
    await userEvent.keyboard(' ');
    expect(at(here)).toBe('step2');
  });

  test('stays after an arrow key, which only looks around', async () => {
    const here = stage(steps());
    await enter(here);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(at(here)).toBe('step1');
    expect(here.store.values.value.one).toBe('c');
    await userEvent.keyboard('{Enter}');
    expect(at(here)).toBe('step2');
    expect(here.store.values.value.one).toBe('c');
  });

  test('takes number keys, one step after the other without a pause', async () => {
    const here = stage(steps());
    await enter(here);
    await userEvent.keyboard('23');
    expect(here.store.values.value).toEqual({ one: 'b', two: 'c' });
    expect(at(here)).toBe('step3');
    await userEvent.keyboard('Ada');
    expect(here.store.values.value.three).toBe('Ada');
  });

  test.each([
    ['with advance off', form([choice('one', { advance: false })], [text('two')])],
    ['on the last step, which only Send ends', form([choice('one')])],
    ['beside another question', form([choice('one'), text('two')], [text('three')])],
    [
      'whose answer brings up another question',
      form([choice('one'), text('two', { when: { one: 'b' } })], [text('three')]),
    ],
  ])('%s stays', async (_, served) => {
    const here = stage(served);
    await press(here, '.card:nth-child(2)');
    expect(at(here)).toBe('step1');
    expect(here.store.ending.value).toBeUndefined();
    expect(here.store.values.value.one).toBe('b');
  });

  test('that was made goes on again when it is pressed again', async () => {
    const here = stage(steps());
    await press(here, '.card:nth-child(2)');
    await press(here, '.quiet');
    expect(at(here)).toBe('step1');
    expect(here.find(':checked').value).toBe('b');
    await press(here, '.card:nth-child(2)');
    expect(at(here)).toBe('step2');
  });
});

describe('number keys', () => {
  test('tick and untick several', async () => {
    const here = stage(form([{ ...choice('one'), type: 'choices' }], [text('two')]));
    await enter(here);
    await userEvent.keyboard('132');
    expect(here.store.values.value.one).toEqual(['a', 'c', 'b']);
    await userEvent.keyboard('1');
    expect(here.store.values.value.one).toEqual(['c', 'b']);
  });

  test('are text in a text control', async () => {
    const here = stage(form([choice('one'), text('two')]));
    await press(here, '[name=two]');
    await userEvent.keyboard('2');
    expect(here.store.values.value).toEqual({ two: '2' });
  });

  test('do nothing while the visitor is elsewhere on the page', async () => {
    const here = stage(form([choice('one')], [text('two')]));
    await userEvent.keyboard('2');
    expect(here.store.values.value).toEqual({});
  });
});

describe('one wish', () => {
  const optional = () => form([text('one')], [text('two')], [text('three')]);

  test('pressed twice goes on once', async () => {
    const here = stage(optional());
    await userEvent.dblClick(button(here));
    expect(at(here)).toBe('step2');
  });

  test('pressed twice on a card answers one question', async () => {
    const here = stage(form([choice('one')], [choice('two')], [choice('three')]));
    await userEvent.dblClick(here.find('.card:nth-child(2)'));
    expect(at(here)).toBe('step2');
    expect(here.store.values.value).toEqual({ one: 'b' });
  });

  test('as Enter and a press together goes on once', async () => {
    const here = stage(optional());
    await enter(here);
    await userEvent.keyboard('{Enter}');
    button(here).dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true, cancelable: true }));
    expect(at(here)).toBe('step2');
  });

  test('in one go with the next goes on twice', async () => {
    const here = stage(optional());
    await press(here, '[type=submit]');
    await press(here, '[type=submit]');
    expect(at(here)).toBe('step3');
  });

  test('pressed in the very same moment goes on once', () => {
    const here = stage(optional());
    const next = button(here);
    next.click();
    next.click();
    expect(at(here)).toBe('step2');
  });
});

describe('focus', () => {
  beforeEach(() => {
    const elsewhere = document.createElement('input');
    elsewhere.id = 'elsewhere';
    document.body.append(elsewhere);
  });

  test('is left alone when the form appears', async () => {
    const here = stage(form([text('one')]));
    await expect.poll(() => here.heading()).toContain('Type one');
    expect(document.activeElement).toBe(document.body);
  });

  test('is on the heading after a step, which takes what is typed at once', async () => {
    const here = stage(form([text('one')], [text('two')]));
    await enter(here);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => here.active()?.tagName).toBe('H2');
    expect(here.active()?.textContent).toContain('Type two');
    await userEvent.keyboard('Ada');
    expect(here.store.values.value.two).toBe('Ada');
  });

  test('stays elsewhere when the page itself starts the form over', async () => {
    const here = stage(form([text('one')], [text('two')]));
    here.store.next();
    document.querySelector<HTMLElement>('#elsewhere')?.focus();
    here.store.reset();
    await expect.poll(() => here.heading()).toContain('Type one');
    expect(document.activeElement?.id).toBe('elsewhere');
  });

  test('arrow keys lead from the heading into the cards without choosing', async () => {
    const here = stage(form([text('one')], [choice('two')], [text('three')]));
    await enter(here);
    await userEvent.keyboard('{Enter}{ArrowDown}');
    expect((here.active() as HTMLInputElement).value).toBe('a');
    expect(here.store.values.value).toEqual({});
  });

  test('scrolls only if the heading is out of view', async () => {
    document.body.style.paddingBlock = '2000px';
    const here = stage(form([text('one')], [text('two')]));
    here.host.scrollIntoView({ block: 'center' });
    const before = scrollY;
    await press(here, '[type=submit]');
    await expect.poll(() => here.heading()).toContain('Type two');
    expect(scrollY).toBe(before);
    scrollTo(0, scrollY + here.host.getBoundingClientRect().bottom - 60);
    await press(here, '[type=submit]');
    await expect.poll(() => here.find('h2').getBoundingClientRect().top).toBeGreaterThanOrEqual(0);
    document.body.style.paddingBlock = '';
  });
});

describe('errors', () => {
  const contact = () =>
    form([text('name', { required: true }), { id: 'email', type: 'email', label: 'E-mail', required: true }]);
  const alert = (here: Stage) => here.find('[role=alert]').textContent;

  test('do not show while something is typed for the first time', async () => {
    const here = stage(contact());
    await press(here, '[name=email]');
    await userEvent.keyboard('ada');
    expect(here.root.querySelector('.error')).toBeNull();
  });

  test('show on leaving, and go as soon as they are mended', async () => {
    const here = stage(contact());
    await press(here, '[name=email]');
    await userEvent.keyboard('ada{Tab}');
    await expect.poll(() => here.text()).toContain('does not look like an e-mail address');
    await press(here, '[name=email]');
    await userEvent.keyboard('@acme.com');
    await expect.poll(() => here.root.querySelector('.error')).toBeNull();
  });

  test('do not move a control away under a press', async () => {
    const here = stage(form([{ id: 'email', type: 'email', label: 'E-mail' }, choice('one')], [text('two')]));
    await press(here, '[name=email]');
    await userEvent.keyboard('ada');
    await press(here, '.card:nth-child(1)');
    expect(here.store.values.value.one).toBe('a');
    await expect.poll(() => here.text()).toContain('does not look like an e-mail address');
  });

  test('an empty control is left in peace until Next', async () => {
    const here = stage(contact());
    await enter(here);
    await userEvent.keyboard('{Tab}{Tab}');
    expect(here.root.querySelector('.error')).toBeNull();
  });

  test('are announced once with their number, and focus goes to the first', async () => {
    const here = stage(contact());
    await press(here, '[type=submit]');
    await expect.poll(() => alert(here)).toBe('2 answers need another look');
    expect((here.active() as HTMLInputElement).name).toBe('name');
    const described = here.find('[name=name]').getAttribute('aria-describedby') ?? '';
    expect(here.find(`#${described}`).textContent).toBe('Please answer this question');
    expect(here.find('[name=name]').getAttribute('aria-invalid')).toBe('true');
    await userEvent.keyboard('Ada');
    await press(here, '[type=submit]');
    await expect.poll(() => alert(here)).toBe('One answer needs another look');
    expect((here.active() as HTMLInputElement).name).toBe('email');
    expect(here.root.querySelectorAll('[role=alert] p')).toHaveLength(1);
  });

  test('of a group lead to its first card', async () => {
    const here = stage(form([choice('one', { required: true })]));
    await press(here, '[type=submit]');
    await expect.poll(() => (here.active() as HTMLInputElement | null)?.value).toBe('a');
    expect(here.find('fieldset').getAttribute('aria-invalid')).toBe('true');
    expect(here.text()).toContain('Please choose an answer');
  });

  test.each([
    ['pl', { type: 'number', min: 12000.5, currency: 'PLN' }, '1', 'Wpisz co najmniej 12 000,50 zł'],
    [
      'it',
      { type: 'date', min: '2026-09-01' },
      '2026-01-01',
      'Scegli 1 settembre 2026 o una data successiva',
    ],
    ['ru', { type: 'text', maxLength: 3 }, 'много', 'Уложитесь в 3 символа'],
    ['en', { type: 'number', step: 5 }, '7', 'Please use steps of 5'],
  ])('in %s say numbers and dates its way', async (language, field, typed, message) => {
    const here = stage(
      serve({ steps: [{ id: 'one', fields: [{ id: 'one', label: 'One', ...field }] }] }, language),
    );
    await userEvent.fill(here.find('input'), typed);
    await press(here, '[type=submit]');
    await expect.poll(() => here.text().replace(/\u00a0/g, ' ')).toContain(message);
  });
});

describe('going back', () => {
  test('loses nothing', async () => {
    const here = stage(form([text('one')], [text('two')]));
    await press(here, 'input');
    await userEvent.keyboard('Ada{Enter}');
    await expect.poll(() => here.heading()).toContain('Type two');
    await userEvent.keyboard('Grace');
    await press(here, '.quiet');
    await expect.poll(() => here.find('input').value).toBe('Ada');
    await press(here, '[type=submit]');
    await expect.poll(() => here.find('input').value).toBe('Grace');
  });

  test('is offered from the second step on', async () => {
    const here = stage(form([text('one')], [text('two')]));
    expect(here.text()).not.toContain('Back');
    await press(here, '[type=submit]');
    await expect.poll(() => here.text()).toContain('Back');
  });
});

describe('the row below', () => {
  test('says Send on the last step, or what the form says', async () => {
    const own = serve({
      steps: [
        { id: 'one', fields: [text('one')] },
        { id: 'two', fields: [text('two')] },
        { id: 'three', button: 'Show **my** result', fields: [text('three')] },
      ],
    });
    const here = stage(own);
    expect(button(here).textContent).toBe('Next');
    here.store.next();
    here.store.next();
    await expect.poll(() => button(here).textContent).toBe('Show my result');
    expect(button(stage(form([text('one')]))).textContent).toBe('Send');
  });

  test('says how much is left, and the bar never goes back', async () => {
    const here = stage(form([choice('one')], [text('two', { when: { one: 'a' } })], [text('three')]));
    expect(here.text()).toContain('2–3 questions left');
    const bar = here.find('[role=progressbar]');
    expect(bar.getAttribute('aria-valuetext')).toBe('2–3 questions left');
    await press(here, '.card:nth-child(2)');
    await expect.poll(() => here.text()).toContain('1 question left');
    const done = Number(bar.getAttribute('aria-valuenow'));
    expect(done).toBeGreaterThan(0);
    await press(here, '.quiet');
    await press(here, '.card:nth-child(1)');
    await expect.poll(() => here.text()).toContain('2 questions left');
    expect(Number(bar.getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(done);
  });

  test('lets somebody else start over', async () => {
    let remembered: Record<string, string> = { one: 'a' };
    const here = stage(form([choice('one', { remember: true })], [text('two')]), {
      memory: {
        load: () => ({ answers: remembered, known: [] }),
        save() {},
        learn() {},
        unlearn() {},
        erase() {
          remembered = {};
        },
      },
    });
    expect(here.heading()).toContain('Type two');
    await userEvent.click(here.find('.small'));
    await expect.poll(() => here.heading()).toContain('Choose one');
    expect(here.text()).not.toContain('Not you?');
  });

  test('lets a draft from before be dropped', async () => {
    const draft = { id: 'x', values: { one: 'Ada' }, step: 'step2', context: {}, signals: {} };
    const here = stage(form([text('one')], [text('two')]), {
      draft: { load: () => draft, save() {}, erase() {} },
    });
    expect(here.heading()).toContain('Type two');
    expect(document.activeElement).toBe(document.body);
    await userEvent.click(here.find('.small'));
    await expect.poll(() => here.heading()).toContain('Type one');
    expect(here.find('input').value).toBe('');
  });
});
