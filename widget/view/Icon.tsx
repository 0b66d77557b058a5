/** The few icons of the widget, in Lucide's shapes. */

const paths = {
  check: 'M20 6 9 17l-5-5',
  alert: 'M12 8v4m0 4h.01M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0',
  clock: 'M12 6v6l4 2m6-2a10 10 0 1 1-20 0 10 10 0 0 1 20 0',
  back: 'm12 19-7-7 7-7m7 7H5',
  down: 'm6 9 6 6 6-6',
  star: 'm12 2 3.1 6.3 6.9 1-5 4.8L18.2 21 12 17.8 5.8 21 7 14.1 2 9.3l6.9-1z',
};

/** An icon of the form's own, by its path data. */
export function Sign({ path }: { path: string }) {
  return (
    <svg class="icon sign" viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}

export function Icon({ name }: { name: keyof typeof paths }) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
