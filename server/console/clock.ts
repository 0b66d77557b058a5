/** The time now, fine enough for 'in 3 h' to stay true while a view is open. */
import { signal } from '@preact/signals';

export const now = signal(Date.now());

setInterval(() => {
  if (!document.hidden) now.value = Date.now();
}, 30_000);
