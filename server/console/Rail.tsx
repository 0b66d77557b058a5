/** The rail at the left: the areas of the console, and who is signed in. A bar at the top on a phone. */
import {
  AccountIcon,
  FormIcon,
  KeyboardIcon,
  QuarantineIcon,
  SignOutIcon,
  TeamIcon,
  UsersIcon,
  WebhookIcon,
} from './icons.tsx';
import { Mark } from './Mark.tsx';
import { place } from './router.ts';
import { may, signOut, who } from './session.ts';

const areas = [
  { path: 'leads', label: 'Leads', Icon: UsersIcon, needs: 'leads:read' },
  { path: 'forms', label: 'Forms', Icon: FormIcon, needs: 'forms:read' },
  { path: 'quarantine', label: 'Quarantine', Icon: QuarantineIcon, needs: 'leads:read' },
  { path: 'webhooks', label: 'Webhooks', Icon: WebhookIcon, needs: 'endpoints:read' },
  { path: 'team', label: 'Team', Icon: TeamIcon, needs: 'people:manage' },
] as const;

export function Rail({ onKeys }: { onKeys: () => void }) {
  const [area] = place.value.path;
  return (
    <header class="rail">
      <a class="rail-brand" href="/console/leads" aria-label="Qualiform, leads">
        <Mark />
        <span>Qualiform</span>
      </a>
      <nav aria-label="Areas">
        {areas
          .filter(({ needs }) => may(needs))
          .map(({ path, label, Icon }) => (
            <a
              key={path}
              class="rail-item"
              href={`/console/${path}`}
              aria-current={area === path ? 'page' : undefined}
              title={label}
            >
              <Icon />
              <span>{label}</span>
            </a>
          ))}
      </nav>
      <div class="rail-foot">
        <button type="button" class="rail-item rail-keys" onClick={onKeys} title="Keys (?)">
          <KeyboardIcon />
          <span>Keys</span>
          <kbd>?</kbd>
        </button>
        {who.value?.kind === 'person' && (
          <a
            class="rail-item"
            href="/console/account"
            aria-current={area === 'account' ? 'page' : undefined}
            title="Your account"
          >
            <AccountIcon />
            <span>Account</span>
            <span class="rail-who">{who.value.name}</span>
          </a>
        )}
        <button type="button" class="rail-item" onClick={() => void signOut()} title="Sign out">
          <SignOutIcon />
          <span>Sign out</span>
        </button>
      </div>
    </header>
  );
}
