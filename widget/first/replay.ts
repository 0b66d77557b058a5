/** Does again what the visitor did while nothing could answer yet, by the controls that are there now. */

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | HTMLButtonElement;

const isTick = (control: Control): control is HTMLInputElement =>
  control instanceof HTMLInputElement && /^(radio|checkbox)$/.test(control.type);

/** What was used, as it was left: the drawing that follows may set controls back. */
export function remember(touched: readonly HTMLElement[]): (root: HTMLElement) => void {
  const left = (touched as Control[]).map((control) => ({
    control,
    value: control.value,
    checked: isTick(control) && control.checked,
  }));
  return (root) => {
    for (const { control, value, checked } of left) {
      if (!root.contains(control)) return;
      if (control instanceof HTMLButtonElement) control.click();
      else if (isTick(control)) {
        // A click turns it over and tells the form.
        control.checked = control.type === 'checkbox' && !checked;
        control.click();
      } else {
        control.value = value;
        control.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }
  };
}
