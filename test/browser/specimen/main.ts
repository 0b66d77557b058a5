/** A page of all specimens, to look at: `?language=ar&dark&only=ending`. Serve it with vite. */

import { inert, mount } from '../../../widget/mount.tsx';
import { serve, specimens } from './forms.ts';

const query = new URLSearchParams(location.search);
document.documentElement.classList.toggle('dark', query.has('dark'));
const main = document.body.appendChild(document.createElement('main'));

for (const [name, { form, deps, prepare }] of Object.entries(specimens)) {
  if (!name.includes(query.get('only') ?? '')) continue;
  const section = main.appendChild(document.createElement('section'));
  section.appendChild(document.createElement('h1')).textContent = name;
  const host = section.appendChild(document.createElement('div'));
  const { store } = mount(host, serve(form, query.get('language') ?? 'en'), { ...inert, ...deps });
  prepare?.(store);
}
