// As Prototype.js and its like did it.
Object.assign(Array.prototype, {
  toJSON() {
    return String(this);
  },
  each() {},
});
Object.assign(Object.prototype, { clone() {}, toQueryString() {} });
