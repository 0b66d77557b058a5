// Tells Qualiform that somebody took the guide, so that the next visit may ask a little more.
document.addEventListener('qualiform:outcome', ({ detail }) => {
  if (detail.outcome !== 'guide') return;
  window.Qualiform?.q.push(['track', 'guide_taken']);
});
