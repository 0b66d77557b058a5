// ?open=time and ?open=exit show the other moments of the same popup.
{
  const moments = { time: 'time:3', exit: 'exit' };
  const asked = new URLSearchParams(location.search).get('open') ?? '';
  const moment = Object.hasOwn(moments, asked) && moments[/** @type {keyof typeof moments} */ (asked)];
  document.addEventListener('DOMContentLoaded', () => {
    const tag = document.querySelector('main > script');
    if (!moment || !tag) return;
    const all = `${moment}; click:.book`;
    document.querySelector('qualiform-form')?.setAttribute('open', all);
    tag.setAttribute('data-open', all);
    const code = document.querySelector('.snippet code');
    if (code) code.textContent = code.textContent?.replace('click:.book', all) ?? '';
  });
}
