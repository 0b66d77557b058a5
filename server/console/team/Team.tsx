/** Who works here, which programs have a key, and who did what. */
import type { ComponentType } from 'preact';
import { at } from '../router.ts';
import { useTitle } from '../title.ts';
import { Keys } from './Keys.tsx';
import { Log } from './Log.tsx';
import { People } from './People.tsx';

const tabs = {
  people: { label: 'People', path: 'team', View: People },
  keys: { label: 'Keys', path: 'team/keys', View: Keys },
  log: { label: 'Log', path: 'team/log', View: Log },
} satisfies Record<string, { label: string; path: string; View: ComponentType }>;

type Tab = keyof typeof tabs;

export const isTab = (tab: string | undefined): tab is Tab | undefined =>
  tab === undefined || (Object.hasOwn(tabs, tab) && tab !== 'people');

export function Team({ tab = 'people' }: { tab: Tab | undefined }) {
  const { label, View } = tabs[tab];
  useTitle(label);
  return (
    <div class="team">
      <header class="filters">
        <div class="filters-top">
          <h1>Team</h1>
        </div>
        <nav class="tabs" aria-label="Team">
          {Object.entries(tabs).map(([name, one]) => (
            <a key={name} class="tab" href={at(one.path)} aria-current={name === tab ? 'page' : undefined}>
              {one.label}
            </a>
          ))}
        </nav>
      </header>
      <div class="team-body">
        <View />
      </div>
    </div>
  );
}
