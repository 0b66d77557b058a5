/** An empty list of leads, and what to do about it. */
import { at } from '../router.ts';

export function NoLeads({ filtered }: { filtered: boolean }) {
  if (filtered) {
    return (
      <div class="empty">
        <h2>No lead matches</h2>
        <p>Nothing here has this stage, form and these words together.</p>
        <p>
          <a class="button" href={at('leads')}>
            Show all leads
          </a>
        </p>
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
