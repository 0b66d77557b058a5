document.addEventListener('qualiform:submit', ({ target }) => {
  if (target instanceof Element) document.querySelector('[aria-label=There]')?.append(target);
});
