{
  const add = EventTarget.prototype.addEventListener;
  /** @this {EventTarget} @param {string} type @param {any} hear @param {any} options */
  EventTarget.prototype.addEventListener = function (type, hear, options) {
    const wrapped =
      hear &&
      ((/** @type {Event} */ event) =>
        (hear.handleEvent ?? hear).call(hear.handleEvent ? hear : this, event));
    return add.call(this, type, wrapped, options);
  };
  const attach = Element.prototype.attachShadow;
  /** @this {Element} @param {ShadowRootInit} init */
  Element.prototype.attachShadow = function (init) {
    return attach.call(this, { ...init });
  };
  const define = customElements.define;
  /** @param {string} name @param {CustomElementConstructor} element */
  customElements.define = (name, element) => define.call(customElements, name, class extends element {});
}
