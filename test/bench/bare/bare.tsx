/**
 * The floor of the page bench: the first steps of a form as somebody who knows their trade would write them by hand for one page,
 * in Preact with the widget's own stylesheet. The cards, their keys, focus on the heading, progress; nothing behind them.
 */
import { render } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import css from '../../../widget/style/widget.css?inline';

interface Drawn {
  label: string;
  options: { id: string; label: string }[];
}

/** Put in by the bench: the same questions that the real form asks first. */
declare const bareSteps: Drawn[];

interface Asked {
  drawn: Drawn;
  chosen: string | undefined;
  onChoose(id: string): void;
}

function Question({ drawn, chosen, onChoose }: Asked) {
  return (
    <fieldset class="field">
      <legend>
        <h2 class="lead" tabIndex={-1}>
          {drawn.label}
        </h2>
      </legend>
      <div class="cards">
        {drawn.options.map((option, index) => (
          <label key={option.id} class="card radio">
            <input
              class="over"
              type="radio"
              name={drawn.label}
              value={option.id}
              checked={chosen === option.id}
              onClick={() => onChoose(option.id)}
            />
            <b class="key" aria-hidden="true">
              {index + 1}
            </b>
            <span>{option.label}</span>
            <i>
              <svg viewBox="0 0 24 24" aria-hidden="true">
                <path d="M20 6 9 17l-5-5" />
              </svg>
            </i>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Bare() {
  const [position, setPosition] = useState(0);
  const [answers, setAnswers] = useState<Record<number, string>>({});
  const root = useRef<HTMLDivElement>(null);
  const last = useRef(0);
  useLayoutEffect(() => {
    if (position === last.current) return;
    last.current = position;
    root.current?.querySelector<HTMLElement>('h2')?.focus();
  }, [position]);
  const drawn = bareSteps[position] ?? bareSteps[0];
  if (!drawn) return null;
  const done = position / bareSteps.length;
  return (
    <div ref={root}>
      <div class="progress" role="progressbar" aria-valuenow={done * 100} style={{ '--done': done }} />
      <div key={position} class={position > 0 ? 'forward' : ''}>
        <form noValidate data-step={position}>
          <div class="fields">
            <Question
              drawn={drawn}
              chosen={answers[position]}
              onChoose={(id) => {
                setAnswers({ ...answers, [position]: id });
                setPosition((now) => Math.min(now + 1, bareSteps.length - 1));
              }}
            />
          </div>
          <div class="foot">
            <button type="submit" class="button">
              Next
            </button>
            {position > 0 && (
              <button type="button" class="quiet" onClick={() => setPosition(position - 1)}>
                Back
              </button>
            )}
            <span class="left">{bareSteps.length - position} questions left</span>
          </div>
        </form>
      </div>
    </div>
  );
}

const host = document.createElement('qualiform-form');
document.currentScript?.after(host);
const shadow = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
shadow.adoptedStyleSheets = [sheet];
const root = document.createElement('div');
root.style.setProperty('--accent', '#3451d1');
shadow.append(root);
render(<Bare />, root);
host.dispatchEvent(new CustomEvent('qualiform:ready', { bubbles: true, composed: true }));
