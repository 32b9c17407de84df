/** What an HTML page says that names a block page or a captive portal: its title, and what its operators ask for. */

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

const ids =
  /\b(?:reference|request|incident|event|support|transaction|case|error|policy|rule) ?(?:id|number|no\.?|code)\s{0,3}[:#=]\s{0,5}[\w.:/-]{2,60}/gi;
const categories = /\bcategory\s{0,3}[:=]\s{0,5}[^\s.;|][^\n.;|]{1,60}/gi;
const mostReferences = 3;

/** `Reference ID: 18.1a2b`, `Category: uncategorized`: by these the operators of a filter find what it did. */
export function pageReferences(page: Buffer, redact: (text: string) => string): readonly string[] {
  const text = redact(page.toString('utf8', 0, 64 * 1024))
    // The title is reported as such.
    .replaceAll(/<title[^>]{0,200}>[^<]{0,2000}/gi, '\n')
    .replaceAll(/<[^>]{0,500}>/g, '\n')
    .replaceAll(/(?:[ \t\r]|&nbsp;)+/g, ' ');
  const found = [...(text.match(categories) ?? []), ...(text.match(ids) ?? [])];
  return [...new Set(found.map((each) => each.replaceAll(/\s+/g, ' ').trim()))].slice(0, mostReferences);
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
