/** The snippet to paste into a page, in the three ways that it can be written. */
import { useSignal } from '@preact/signals';
import { Dialog } from '../Dialog.tsx';
import { CheckIcon, CopyIcon } from '../icons.tsx';

interface Props {
  id: string;
  /** As the server writes it, with the address it is known by. */
  snippet: string;
  isLive: boolean;
  onClose: () => void;
}

interface Way {
  name: string;
  when: string;
  code: string;
}

export function waysToEmbed(id: string, snippet: string): Way[] {
  const server = /src="([^"]+)\/f\/[^"]*"/.exec(snippet)?.[1] ?? location.origin;
  return [
    {
      name: 'One tag',
      when: 'For most pages. The first question appears where the tag stands, with one request.',
      code: `<script async src="${server}/f/${id}.js"></script>`,
    },
    {
      name: 'Shared script',
      when: 'For several forms on one site: the script is fetched once.',
      code: `<script async src="${server}/embed.js" data-form="${id}"></script>`,
    },
    {
      name: 'Element',
      when: 'For pages that move things about. Needs the shared script once on the page.',
      code: `<script async src="${server}/embed.js"></script>\n<qualiform-form form="${id}"></qualiform-form>`,
    },
  ];
}

export function SnippetDialog({ id, snippet, isLive, onClose }: Props) {
  return (
    <Dialog title="Put it on your page" onClose={onClose} wide>
      {!isLive && <p class="warning-text">Publish the form first: until then visitors get nothing.</p>}
      {waysToEmbed(id, snippet).map((way) => (
        <Snippet key={way.name} {...way} />
      ))}
    </Dialog>
  );
}

function Snippet({ name, when, code }: Way) {
  const state = useSignal<'' | 'copied' | 'failed'>('');

  async function copy() {
    try {
      await navigator.clipboard.writeText(code);
      state.value = 'copied';
    } catch {
      state.value = 'failed';
    }
  }

  return (
    <section class="way">
      <header>
        <h3>{name}</h3>
        <button type="button" class="button" onClick={() => void copy()}>
          {state.value === 'copied' ? <CheckIcon size={14} /> : <CopyIcon size={14} />}
          {state.value === 'copied' ? 'Copied' : 'Copy'}
          <span class="unseen">{name}</span>
        </button>
      </header>
      <p class="muted">{when}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
      <pre class="snippet" tabIndex={0}>
        <code>{code}</code>
      </pre>
      <p class="unseen" role="status">
        {state.value === 'copied' ? `${name} copied` : ''}
      </p>
      {state.value === 'failed' && (
        <p class="field-error" role="alert">
          The browser does not let this page copy. Select the text and copy it by hand.
        </p>
      )}
    </section>
  );
}
