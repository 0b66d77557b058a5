/** The console: who is there decides what is shown, and the address which view. */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Account } from './account/Account.tsx';
import { FormPage } from './forms/FormPage.tsx';
import { Forms } from './forms/Forms.tsx';
import { Join } from './Join.tsx';
import { KeySheet } from './KeySheet.tsx';
import { useKeys } from './keys.ts';
import { LeadPage } from './leads/LeadPage.tsx';
import { Leads } from './leads/Leads.tsx';
import { Missing } from './Missing.tsx';
import { Notices } from './Notices.tsx';
import { Quarantine } from './quarantine/Quarantine.tsx';
import { Rail } from './Rail.tsx';
import { at, go, place } from './router.ts';
import { SignIn } from './SignIn.tsx';
import { checkSession, may, session, sessionTrouble } from './session.ts';
import { SubmissionPage } from './submissions/SubmissionPage.tsx';
import { TroubleBox } from './TroubleBox.tsx';
import { isTab, Team } from './team/Team.tsx';
import { WebhookPage } from './webhooks/WebhookPage.tsx';
import { Webhooks } from './webhooks/Webhooks.tsx';

const showsKeys = signal(false);

export function App() {
  const state = session.value;
  if (place.value.path[0] === 'join') return <Join />;
  if (state === 'checking') return null;
  if (state === 'failed' && sessionTrouble.value)
    return <TroubleBox trouble={sessionTrouble.value} onRetry={() => void checkSession()} />;
  if (state === 'out') return <SignIn />;
  return (
    <>
      <div
        class={
          place.value.path.length > 1 && place.value.path[0] === 'forms' ? 'shell has-workbench' : 'shell'
        }
        inert={state === 'expired'}
      >
        <a class="skip" href="#content">
          Skip to content
        </a>
        <Rail onKeys={() => (showsKeys.value = true)} />
        <main id="content" class="content" tabIndex={-1}>
          <View />
        </main>
      </div>
      <Notices />
      {showsKeys.value && <KeySheet onClose={() => (showsKeys.value = false)} />}
      {state === 'expired' && <SignIn expired />}
    </>
  );
}

function View() {
  useKeys('Everywhere', [
    { keys: 'g l', says: 'Go to leads', run: () => go(at('leads')) },
    { keys: 'g f', says: 'Go to forms', run: () => go(at('forms')) },
    { keys: 'g q', says: 'Go to the quarantine', run: () => go(at('quarantine')) },
    ...(may('endpoints:read')
      ? [{ keys: 'g w', says: 'Go to the webhooks', run: () => go(at('webhooks')) }]
      : []),
    ...(may('people:manage') ? [{ keys: 'g t', says: 'Go to the team', run: () => go(at('team')) }] : []),
    { keys: '?', says: 'Show all keys', run: () => (showsKeys.value = true) },
    { keys: 'Escape', says: 'Close what is open' },
  ]);
  const [area, id, ...more] = place.value.path;
  useEffect(() => {
    if (area === undefined) go(at('leads'), { replace: true });
  }, [area]);

  if (area === undefined) return null;
  if (more.length === 0) {
    if (area === 'leads') return id === undefined ? <Leads /> : <LeadPage key={id} id={id} />;
    if (area === 'forms') return id === undefined ? <Forms /> : <FormPage key={id} id={id} />;
    if (area === 'quarantine' && id === undefined) return <Quarantine />;
    if (area === 'webhooks') return id === undefined ? <Webhooks /> : <WebhookPage key={id} id={id} />;
    if (area === 'team' && isTab(id)) return <Team tab={id} />;
    if (area === 'account' && id === undefined) return <Account />;
    if (area === 'submissions' && id !== undefined) return <SubmissionPage key={id} id={id} />;
  }
  return <Missing what="page" />;
}
