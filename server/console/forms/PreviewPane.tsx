/** The preview with its switches: device, scheme, language, and the verdict beside it. */
import { useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import type { Signals } from '../../../widget/engine/input.ts';
import type { Judgement } from '../../../widget/engine/qualify.ts';
import { languagesOf } from '../../../widget/schema/definition.ts';
import { DesktopIcon, MoonIcon, PhoneIcon, ReceiptIcon, RestartIcon, SunIcon } from '../icons.tsx';
import type { Draft } from './draft.ts';
import { Preview, type Scheme } from './Preview.tsx';
import { Verdict } from './Verdict.tsx';

type Device = 'phone' | 'desktop';

/** Width of a common laptop's content, drawn smaller where the pane is narrower. */
const desktopWidth = 640;

const deviceScheme = (): Scheme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

export function PreviewPane({ draft }: { draft: Draft }) {
  const form = draft.form.value;
  const device = useSignal<Device>(innerWidth < desktopWidth ? 'phone' : 'desktop');
  const scheme = useSignal<Scheme>(form?.theme?.scheme === 'dark' ? 'dark' : deviceScheme());
  const wanted = useSignal('');
  const withVerdict = useSignal(true);
  const round = useSignal(0);
  const signals = useSignal<Signals>({});
  const judgement = useSignal<Judgement | undefined>(undefined);
  const onJudged = useCallback((judged: Judgement) => (judgement.value = judged), [judgement]);
  const languages = form ? languagesOf(form) : [];
  const language = languages.includes(wanted.value) ? wanted.value : (languages[0] ?? 'en');
  const stage = useRef<HTMLDivElement>(null);
  useFit(stage, device.value);

  return (
    <section class="pane pane-preview" aria-label="Preview">
      <div class="preview-bar">
        <Switch
          label="Device"
          value={device.value}
          onChange={(value) => (device.value = value)}
          options={[
            { value: 'desktop', label: 'Desktop', Icon: DesktopIcon },
            { value: 'phone', label: 'Phone', Icon: PhoneIcon },
          ]}
        />
        <Switch
          label="Scheme"
          value={scheme.value}
          onChange={(value) => (scheme.value = value)}
          options={[
            { value: 'light', label: 'Light', Icon: SunIcon },
            { value: 'dark', label: 'Dark', Icon: MoonIcon },
          ]}
        />
        {languages.length > 1 && (
          <label class="select">
            <span class="unseen">Language</span>
            <select value={language} onChange={(event) => (wanted.value = event.currentTarget.value)}>
              {languages.map((code) => (
                <option key={code} value={code}>
                  {code}
                </option>
              ))}
            </select>
          </label>
        )}
        <button
          type="button"
          class="quiet-button"
          aria-label="Start over"
          title="Start over"
          onClick={() => (round.value += 1)}
        >
          <RestartIcon size={15} />
        </button>
        <button
          type="button"
          class="button verdict-switch"
          aria-pressed={withVerdict.value}
          onClick={() => (withVerdict.value = !withVerdict.value)}
        >
          <ReceiptIcon size={15} /> Verdict
        </button>
      </div>
      {!draft.checked.value.form && form && (
        <p class="preview-note">Shows the form as it was before the errors.</p>
      )}
      <div ref={stage} class={`preview-stage preview-${device.value} preview-${scheme.value}`}>
        {form ? (
          <Preview
            form={form}
            version={(draft.live.value?.version ?? 0) + 1}
            language={language}
            scheme={scheme.value}
            signals={signals.value}
            round={round.value}
            onJudged={onJudged}
          />
        ) : (
          <p class="muted">The form appears here once its errors are mended.</p>
        )}
      </div>
      {withVerdict.value && form && judgement.value && (
        <Verdict
          form={form}
          judgement={judgement.value}
          signals={signals.value}
          onSignals={(next) => (signals.value = next)}
        />
      )}
    </section>
  );
}

/** Draws a desktop's width smaller where there is less room. */
function useFit(stage: { current: HTMLDivElement | null }, device: Device) {
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const resize = () => {
      const scale = device === 'desktop' ? Math.min(1, element.clientWidth / desktopWidth) : 1;
      element.style.setProperty('--scale', String(scale));
    };
    resize();
    const observer = new ResizeObserver(resize);
    observer.observe(element);
    return () => observer.disconnect();
  }, [stage, device]);
}

interface SwitchProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; label: string; Icon: (props: { size?: number }) => preact.JSX.Element }[];
  onChange: (value: T) => void;
}

function Switch<T extends string>({ label, value, options, onChange }: SwitchProps<T>) {
  return (
    <fieldset class="switch">
      <legend class="unseen">{label}</legend>
      {options.map((option) => (
        <label key={option.value} title={option.label}>
          <input
            type="radio"
            name={label}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <option.Icon size={15} />
          <span class="unseen">{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
