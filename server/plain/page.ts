/** A page of its own around a form or its ending, with a policy that lets it do no more than it needs. */
import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { directionOf } from '../../widget/wording/language.ts';
import type { Html } from './said.ts';

interface Sheet {
  title: string;
  language: string;
  body: Html;
  status?: ContentfulStatusCode;
  /** Origins that a form on the page may end up at by a redirect, beside this one. */
  leadsTo?: readonly string[];
  /** Whether the widget runs on it. */
  hasWidget?: boolean;
}

function policy({ leadsTo = [], hasWidget }: Sheet): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    ...(hasWidget ? ["script-src 'self'", "connect-src 'self'", 'frame-src https:'] : []),
    // Browsers ask for this of the page that an answer redirects to, too.
    `form-action ${["'self'", ...leadsTo].join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

export async function answerPage(c: Context, sheet: Sheet): Promise<Response> {
  const { title, language, body, status = 200 } = sheet;
  c.header('content-security-policy', policy(sheet));
  c.header('cache-control', 'no-store');
  const page = html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="/f/mark.svg">
<link rel="stylesheet" href="/f/plain.css">
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
  return c.html(page, status);
}
