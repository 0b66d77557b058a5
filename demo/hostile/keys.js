document.addEventListener('keydown', (event) => {
  if (/^[a-z0-9 ]$|^Enter$/i.test(event.key)) event.preventDefault();
});
