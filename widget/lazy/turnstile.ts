/**
 * Cloudflare Turnstile, for forms that ask for its ticket. The only thing that the widget ever fetches from elsewhere; a page that
 * does not allow it goes without, and the server sets the submission aside.
 */

interface Turnstile {
  render(
    place: HTMLElement,
    options: {
      sitekey: string;
      appearance: 'interaction-only';
      callback: (ticket: string) => void;
    },
  ): string;
}

const source = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit';

const found = () => (window as { turnstile?: Turnstile }).turnstile;

let loading: Promise<void> | undefined;

function load(): Promise<void> {
  loading ??= new Promise((resolve, reject) => {
    if (found()) return resolve();
    const script = document.createElement('script');
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      loading = undefined;
      reject(new Error('Turnstile could not be fetched.'));
    });
    script.async = true;
    script.src = source;
    document.head.append(script);
  });
  return loading;
}

/** Resolves to a ticket; only where Cloudflare doubts does the visitor see a box, at the foot of the page. */
export async function askForTicket(key: string): Promise<string> {
  await load();
  const place = document.createElement('div');
  Object.assign(place.style, {
    position: 'fixed',
    insetBlockEnd: '16px',
    insetInlineEnd: '16px',
    zIndex: '2147483647',
  });
  document.body.append(place);
  return new Promise((resolve) => {
    found()?.render(place, {
      sitekey: key,
      appearance: 'interaction-only',
      callback(ticket) {
        place.remove();
        resolve(ticket);
      },
    });
  });
}
