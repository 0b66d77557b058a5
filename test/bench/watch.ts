/** Runs in a page of the bench before anything else, and notes what a visitor would notice. */

export interface Measured {
  /** Milliseconds from navigation until the first question was painted, and until it answers. */
  question: number;
  ready: number;
  /** From the click to the next question painted. */
  click: number;
  /** All tasks above 50 ms together, and how many frames the ending took. */
  long: number;
  frames: number;
}

export function watch(): void {
  const measured: Measured = { question: 0, ready: 0, click: 0, long: 0, frames: 0 };
  Object.assign(globalThis, { measured });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) measured.long += duration;
  }).observe({ type: 'longtask', buffered: true });
  /** Right after the frame that is being made. */
  const afterFrame = (then: () => void) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = then;
    port2.postMessage(0);
  };
  const heading = () =>
    document.querySelector('qualiform-form')?.shadowRoot?.querySelector('h2')?.textContent;
  const lookForFirst = () => {
    if (!heading()) return requestAnimationFrame(lookForFirst);
    afterFrame(() => {
      measured.question = performance.now();
    });
  };
  requestAnimationFrame(lookForFirst);
  document.addEventListener('qualiform:ready', () => {
    measured.ready = performance.now();
  });
  document.addEventListener(
    'click',
    (event) => {
      const before = heading();
      let frames = 0;
      const lookForNext = () => {
        frames += 1;
        if (heading() === before) return requestAnimationFrame(lookForNext);
        afterFrame(() => {
          measured.click = performance.now() - event.timeStamp;
          measured.frames = frames;
        });
      };
      requestAnimationFrame(lookForNext);
    },
    { capture: true },
  );
}
