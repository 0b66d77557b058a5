// As polyfills were before promises had a standard: answers come with the next timer, and there is no race and no finally.
{
  class OldPromise {
    /** @param {(done: (value: unknown) => void, failed: (reason: unknown) => void) => void} work */
    constructor(work) {
      /** @type {(() => void)[]} */
      this.waiting = [];
      /** @type {'pending' | 'kept' | 'broken'} */
      this.state = 'pending';
      /** @type {unknown} */
      this.value = undefined;
      const settle = (/** @type {'kept' | 'broken'} */ state) => (/** @type {unknown} */ value) => {
        if (this.state !== 'pending') return;
        this.state = state;
        this.value = value;
        setTimeout(() => {
          for (const tell of this.waiting.splice(0)) tell();
        });
      };
      work(settle('kept'), settle('broken'));
    }

    /** @param {((value: unknown) => unknown) | undefined} kept @param {((reason: unknown) => unknown) | undefined} [broken] */
    // biome-ignore lint/suspicious/noThenProperty: that is what a promise has
    then(kept, broken) {
      return new OldPromise((done, failed) => {
        const tell = () => {
          const next = this.state === 'kept' ? kept : broken;
          if (!next) return this.state === 'kept' ? done(this.value) : failed(this.value);
          try {
            done(next(this.value));
          } catch (error) {
            failed(error);
          }
        };
        if (this.state === 'pending') this.waiting.push(tell);
        else setTimeout(tell);
      });
    }

    /** @param {(reason: unknown) => unknown} broken */
    catch(broken) {
      return this.then(undefined, broken);
    }

    /** @param {unknown} value */
    static resolve(value) {
      return new OldPromise((done) => done(value));
    }
  }
  Object.assign(window, { Promise: OldPromise });
}
