/** How a delivery or an endpoint stands: a sign and a word, never the colour alone. */
import type { JSX } from 'preact';
import { AlertIcon, CheckIcon, ClockIcon, ErrorIcon, StopIcon } from '../icons.tsx';
import type { Delivery, Endpoint } from '../shapes.ts';
import { endpointStates, stateLabels } from './words.ts';

type State = Delivery['state'] | Endpoint['state'];

const looks: Record<State, { tone: string; Icon: (props: { size?: number }) => JSX.Element }> = {
  on: { tone: 'good', Icon: CheckIcon },
  failing: { tone: 'warning', Icon: AlertIcon },
  off: { tone: 'quiet', Icon: StopIcon },
  waiting: { tone: 'warning', Icon: ClockIcon },
  delivered: { tone: 'good', Icon: CheckIcon },
  failed: { tone: 'bad', Icon: ErrorIcon },
  stopped: { tone: 'quiet', Icon: StopIcon },
};

const labels: Record<State, string> = { ...stateLabels, ...endpointStates };

export function StateTag({ state }: { state: State }) {
  const { tone, Icon } = looks[state];
  return (
    <span class={`state-tag state-${tone}`}>
      <Icon size={13} /> {labels[state]}
    </span>
  );
}
