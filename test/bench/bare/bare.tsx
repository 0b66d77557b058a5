/** The floor of the page bench: the first two steps of a form drawn by Preact alone, with nothing behind them. */
import { render } from 'preact';
import { useState } from 'preact/hooks';
import css from '../../../widget/style/widget.css?inline';

interface Drawn {
  label: string;
  options: { id: string; label: string }[];
}

/** Put in by the bench: the same questions that the real form asks first. */
declare const bareSteps: Drawn[];

function Question({ drawn, onChoose }: { drawn: Drawn; onChoose: () => void }) {
  return (
    <fieldset>
      <legend>
        <h2>{drawn.label}</h2>
      </legend>
      {drawn.options.map((option, index) => (
        <label key={option.id}>
          <span>{index + 1}</span>
          <input type="radio" name={drawn.label} value={option.id} onClick={onChoose} />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Bare() {
  const [position, setPosition] = useState(0);
  const drawn = bareSteps[position] ?? bareSteps[0];
  if (!drawn) return null;
  return (
    <form data-step={position}>
      <Question
        key={position}
        drawn={drawn}
        onChoose={() => setPosition((now) => (now + 1) % bareSteps.length)}
      />
      <button type="button">Next</button>
    </form>
  );
}

const host = document.createElement('qualiform-form');
document.currentScript?.after(host);
const root = host.attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
root.adoptedStyleSheets = [sheet];
render(<Bare />, root);
host.dispatchEvent(new CustomEvent('qualiform:ready', { bubbles: true, composed: true }));
