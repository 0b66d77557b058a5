/** What stands where an address leads nowhere. */
import { useTitle } from './title.ts';

export function Missing({ what }: { what: string }) {
  useTitle('Not found');
  return (
    <div class="empty">
      <h1>There is no such {what}</h1>
      <p>The address may be mistyped, or what it named is gone.</p>
      <p>
        <a class="button" href="/console/leads">
          Go to leads
        </a>
      </p>
    </div>
  );
}
