/** What is said where the widget could not be fetched: to the page, and to the visitor where nothing is drawn yet. */

const text = 'This form could not be loaded.';

/** `form` is the id of the form that should stand there. */
export function tellFault(element: HTMLElement, form: string, detail: string): void {
  console.error(`Qualiform: ${detail}`);
  element.dispatchEvent(
    new CustomEvent('qualiform:error', {
      detail: { form, code: 'unreachable', detail },
      bubbles: true,
      composed: true,
    }),
  );
  if (element.shadowRoot || element.getAttribute('mode') === 'track') return;
  const root = element.attachShadow({ mode: 'open' });
  const alert = root.appendChild(document.createElement('p'));
  alert.setAttribute('role', 'alert');
  alert.textContent = text;
  const contact = element.getAttribute('contact') ?? '';
  if (/^(https:\/\/|mailto:|tel:)\S+$/.test(contact)) {
    const link = document.createElement('a');
    link.href = contact;
    link.textContent = contact.replace(/^(https:\/\/|mailto:|tel:)/, '');
    alert.append(' ', link);
  }
  root.append(document.createElement('slot'));
}
