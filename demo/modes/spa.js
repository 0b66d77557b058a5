// A small app: its views are addresses, changed by pushState, drawn anew around the form.
{
  const views = {
    start: ['Start', 'Choose a view above; the address changes, and the visit goes on.'],
    prices: ['Prices', 'Nineteen euros a person and month, all of it included.'],
    team: ['Team', 'Eleven people in two cities, and a dog.'],
  };

  const draw = () => {
    const asked = new URLSearchParams(location.search).get('view') ?? '';
    const [title = '', text = ''] = Object.hasOwn(views, asked)
      ? views[/** @type {keyof typeof views} */ (asked)]
      : views.start;
    const [heading, paragraph] = [document.createElement('h2'), document.createElement('p')];
    heading.textContent = title;
    paragraph.textContent = text;
    document.querySelector('.view')?.replaceChildren(heading, paragraph);
    // As many apps do: what is on the page is put together anew.
    const form = document.querySelector('qualiform-form');
    if (form) document.querySelector('main')?.append(form);
  };

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element && event.target.closest('.views a');
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    history.pushState(null, '', link.href);
    draw();
  });
  addEventListener('popstate', draw);
}
