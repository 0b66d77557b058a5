// Lets through what goes to its own statistics, and throws at everything else.
window.fetch = () => {
  throw new TypeError('Blocked by the page');
};
