/** The console's entry. */
import './style/base.css';
import './style/controls.css';
import './style/shell.css';
import './style/stages.css';
import './style/leads.css';
import './style/lead.css';
import './style/forms.css';
import './style/team.css';
import './style/webhooks.css';
import { render } from 'preact';
import { App } from './App.tsx';
import { followLinks } from './router.ts';
import { checkSession } from './session.ts';

const root = document.getElementById('console');
if (root) {
  followLinks(document);
  void checkSession();
  render(<App />, root);
}
