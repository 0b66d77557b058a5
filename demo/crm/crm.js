// Tells Qualiform what happened on this site: joined the webinar, took the e-book.
for (const button of document.querySelectorAll('button[data-track]')) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.addEventListener('click', () => {
    const { track = '', shows = '', done = '' } = button.dataset;
    // The list keeps what is told before the form's script is there.
    window.Qualiform ??= { q: [] };
    window.Qualiform?.q.push(['track', track]);
    const shown = document.getElementById(shows);
    if (shown) shown.hidden = false;
    const status = button.parentElement?.querySelector('[role=status]');
    if (status) status.textContent = done;
    button.hidden = true;
  });
}
