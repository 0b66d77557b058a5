// The front page: draws the chosen form by its tag, and shows the verdict when the form tells it.
{
  const choices = {
    form: ['crm-demo', 'brand-agency', 'design-study', 'all-fields'],
    theme: ['auto', 'light', 'dark'],
    language: ['en', 'pl', 'it', 'ru', 'ar'],
  };
  const stages = {
    lead: 'Lead',
    mql: 'Marketing-qualified (MQL)',
    sql: 'Sales-qualified (SQL)',
    disqualified: 'Disqualified',
  };

  const asked = new URLSearchParams(location.search);
  /** @param {keyof typeof choices} key */
  const choose = (key) => choices[key].find((value) => value === asked.get(key)) ?? choices[key][0] ?? '';
  const chosen = { form: choose('form'), theme: choose('theme'), language: choose('language') };
  document.documentElement.dataset.scheme = chosen.theme;

  /**
   * @param {string} name
   * @param {Record<string, string>} attributes
   * @param {...(Node | string)} inside
   */
  const make = (name, attributes = {}, ...inside) => {
    const element = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
    element.append(...inside);
    return element;
  };

  /** The tag as a customer pastes it, with an attribute only where it differs from the default. */
  const tagAttributes = () => ({
    src: `/f/${chosen.form}.js${chosen.language === 'en' ? '' : `?lang=${chosen.language}`}`,
    // For the receipt beside the form, which shows every point.
    'data-answers': 'shown',
    ...(chosen.theme !== 'auto' && { 'data-theme': chosen.theme }),
  });

  /** Drawn as an element: a page under Trusted Types may not make a tag out of a text. What it shows is the tag. */
  const drawForm = () => {
    const attributes = tagAttributes();
    const { form, language, theme } = chosen;
    document
      .querySelector('.form')
      ?.append(make('qualiform-form', { form, language, theme, answers: 'shown' }));
    const written = Object.entries({ ...attributes, src: `${location.origin}${attributes.src}` })
      .map(([name, value]) => ` ${name}="${value}"`)
      .join('');
    const code = document.querySelector('.snippet code');
    if (code) code.textContent = `<script async${written}></script>`;
  };

  /** Each link changes one choice and keeps the others. */
  const linkChoices = () => {
    for (const link of document.querySelectorAll('a[data-key]')) {
      if (!(link instanceof HTMLAnchorElement)) continue;
      const own = new URLSearchParams(link.search);
      const isChosen = [...own].every(([key, value]) =>
        Object.entries(chosen).some(([k, v]) => k === key && v === value),
      );
      if (isChosen) link.setAttribute('aria-current', 'true');
      link.search = `${new URLSearchParams({ ...chosen, ...Object.fromEntries(own) })}`;
    }
  };

  /** @param {{ total: number, dimensions: Readonly<Record<string, number>>, ledger?: readonly { source: string, dimension: string, points: number }[] }} score */
  const receiptOf = (score) => {
    /** @param {string} what @param {string} dimension @param {number} points */
    const row = (what, dimension, points) =>
      make(
        'tr',
        {},
        make('th', { scope: 'row' }, what),
        make('td', {}, dimension),
        make('td', {}, `${points}`),
      );
    return make(
      'table',
      { class: 'receipt' },
      make('caption', {}, 'Every point and where it came from'),
      make(
        'tbody',
        {},
        ...(score.ledger ?? []).map(({ source, dimension, points }) => row(source, dimension, points)),
      ),
      make('tfoot', {}, row('Score', '', score.total)),
    );
  };

  document.addEventListener('qualiform:outcome', ({ detail }) => {
    const { stage, outcome = '', score } = detail;
    if (!stage || !score) return;
    // The agency's site tells the same of its guide: the next visit may ask more.
    if (detail.form === 'brand-agency' && outcome === 'guide')
      window.Qualiform?.q.push(['track', 'guide_taken']);
    document
      .querySelector('.verdict [role=status]')
      ?.replaceChildren(
        make('span', { class: 'stage', 'data-stage': stage }, stages[stage]),
        make('p', { class: 'quiet' }, `Shown: the ending “${outcome}”.`),
        score.ledger?.length
          ? receiptOf(score)
          : make('p', { class: 'quiet' }, 'Score 0: nothing here brought a point.'),
        make(
          'p',
          { class: 'quiet' },
          'The server counts again and believes only itself. ',
          make('a', { href: '/console/' }, 'See it in the console'),
        ),
      );
  });

  document.addEventListener('DOMContentLoaded', () => {
    linkChoices();
    drawForm();
  });
}
