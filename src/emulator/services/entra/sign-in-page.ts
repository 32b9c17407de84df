/** The page of an interactive sign-in, and how its response returns to the program. */

/** Where the answer goes; `mode` as the program asked for it (OAuth 2.0 Multiple Response Types; Form Post Response Mode). */
export interface PageAnswer {
  readonly redirect: string;
  readonly mode: string | null;
  readonly fields: URLSearchParams;
}

export function signInPage(user: string, answer: PageAnswer): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Emulated sign-in</title></head>
<body><h1>Emulated sign-in</h1><p>This is not Microsoft's sign-in page. Nothing here leaves this machine.</p>
${answer.mode === 'form_post' ? form(user, answer) : link(user, answer)}</body></html>`;
}

function form(user: string, { redirect, fields }: PageAnswer): string {
  const hidden = [...fields].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<form method="post" action="${escapeHtml(redirect)}">${hidden.join('')}
<p><button id="sign-in">Sign in as ${escapeHtml(user)}</button></p></form>`;
}

function link(user: string, { redirect, mode, fields }: PageAnswer): string {
  const mark = mode === 'fragment' ? '#' : redirect.includes('?') ? '&' : '?';
  return `<p><a id="sign-in" href="${escapeHtml(`${redirect}${mark}${fields}`)}">Sign in as ${escapeHtml(user)}</a></p>`;
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
