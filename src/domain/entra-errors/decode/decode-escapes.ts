/** Undoes string escapes of JSON, JavaScript, Python and PHP of any depth, and HTML and XML entities, in one linear pass each. */

const simple: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '/': '/',
  n: '\n',
  r: '\r',
  t: '\t',
};
const hex4 = /u([0-9a-fA-F]{4})/y;
const hex2 = /x([0-9a-fA-F]{2})/y;
const escapeCharacter = /(?:e|0?33)(?=\[)/y;

/**
 * A run of backslashes before an escape letter is one escape that was escaped repeatedly, so the whole run is removed at
 * once. This needs no pass per level and stays linear for deeply nested text.
 */
export function undoEscapes(text: string): string {
  let at = text.indexOf('\\');
  if (at < 0) return text;
  const pieces: string[] = [];
  let from = 0;
  while (at >= 0) {
    let end = at;
    while (text.charCodeAt(end) === 92) end += 1;
    const [decoded, length] = escapeAt(text, end);
    // Before any other letter, one backslash is part of the text; more of them are that one, escaped.
    if (decoded !== null || end - at > 1) {
      pieces.push(text.slice(from, at), decoded ?? '\\');
      from = end + length;
    }
    at = text.indexOf('\\', Math.max(from, end));
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

function escapeAt(text: string, at: number): readonly [string | null, number] {
  const letter = text.charAt(at);
  const known = simple[letter];
  if (known !== undefined) return [known, 1];
  if (letter === 'u') {
    hex4.lastIndex = at;
    const found = hex4.exec(text);
    if (found?.[1] !== undefined) return [String.fromCharCode(Number.parseInt(found[1], 16)), 5];
  }
  if (letter === 'x') {
    hex2.lastIndex = at;
    const found = hex2.exec(text);
    if (found?.[1] !== undefined) return [String.fromCharCode(Number.parseInt(found[1], 16)), 3];
  }
  if (letter === 'e' || letter === '0' || letter === '3') {
    escapeCharacter.lastIndex = at;
    const found = escapeCharacter.exec(text);
    if (found !== null) return ['\u001b', found[0].length];
  }
  return [null, 0];
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  quot: '"',
  lt: '<',
  gt: '>',
  nbsp: '\u00a0',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  colon: ':',
  sol: '/',
  equals: '=',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  Auml: 'Ä',
  Ouml: 'Ö',
  Uuml: 'Ü',
  szlig: 'ß',
  aring: 'å',
  Aring: 'Å',
  eacute: 'é',
  egrave: 'è',
};
// `&amp;amp;quot;` is a quote that was escaped three times. The run is removed at once, as with backslashes.
const entity = /&(?:amp;)*(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}));/g;

export function undoEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(entity, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex ?? '0', 16) : Number.parseInt(decimal, 10);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
