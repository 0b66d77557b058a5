/** An empty list of leads, and what to do about it. */
import { at, place } from '../router.ts';
import { Personal } from './Personal.tsx';

export function NoLeads({ filtered }: { filtered: boolean }) {
  if (filtered) {
    const email = place.value.query.get('q')?.trim() ?? '';
    return (
      <div class="empty">
        <h2>No lead matches</h2>
        <p>Nothing here has this stage, form and these words together.</p>
        <p>
          <a class="button" href={at('leads')}>
            Show all leads
          </a>
        </p>
        {/* Whoever asks may have been set aside, and never have been a lead. */}
        {/^\S+@\S+\.\S+$/.test(email) && <Personal whom={{ email }} />}
      </div>
    );
  }
  return (
    <div class="empty">
      <h2>No leads yet</h2>
      <p>
        They appear here by themselves as soon as somebody answers a form. Publish one, then paste its snippet
        into a page:
      </p>
      <pre class="snippet">
        <code>{`<script async src="${location.origin}/f/YOUR-FORM.js"></script>`}</code>
      </pre>
      <p>
        <a class="button button-main" href={at('forms')}>
          Go to forms
        </a>
      </p>
    </div>
  );
}
