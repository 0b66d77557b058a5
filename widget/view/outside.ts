/** What the view does beyond its own nodes. Handed in, so that previews and tests go nowhere. */

/** Parts of the widget that are fetched only when something that is shown needs them, by file name in widget/lazy. */
export interface Lazy {
  booking: typeof import('../lazy/booking.ts');
  combobox: typeof import('../lazy/combobox.ts');
  phone: typeof import('../lazy/phone.ts');
}

export interface Outside {
  /** Leaves the page for an address that has been checked. */
  navigate(url: string): void;
  /** Fetches a part. Rejects when it cannot be had; the view then does without it. */
  load<Name extends keyof Lazy>(name: Name): Promise<Lazy[Name]>;
  /** The field that nobody sees was filled in. */
  spring(text: string): void;
  /** Fetches the picture of an option. Rejects when it cannot be had. */
  picture(field: string, option: string): Promise<ImageBitmap>;
}
