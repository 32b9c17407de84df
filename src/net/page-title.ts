/** The title of an HTML page: what names a block page or a captive portal. */

const longestTitle = 80;

/** Secrets are redacted before the title is cut: a piece of one would no longer be recognized. */
export function pageTitle(page: Buffer, redact: (text: string) => string): string | null {
  // A title stands at the top; pages of megabytes are not searched.
  const [, title] = /<title[^>]{0,200}>([^<]{1,2000})/i.exec(page.toString('utf8', 0, 64 * 1024)) ?? [];
  const text = redact(title ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text === '' ? null : text.slice(0, longestTitle);
}

export function isHtml(headers: Readonly<Record<string, string>>): boolean {
  return /\bhtml\b/i.test(headers['content-type'] ?? '');
}

/** Filters answer in place of a host with a page of their own, not with the error of a server that was reached. */
export function isBlockStatus(status: number): boolean {
  return status < 400 || status === 403 || status === 451;
}

/** The other host to which a response leads. */
export function redirectedTo({ location = '' }: Readonly<Record<string, string>>, host: string): string | null {
  return URL.canParse(location) && new URL(location).hostname !== host ? new URL(location).hostname : null;
}
