/** Undoes percent-encoding, only in the token (a redirect URL, a form body) in which an error is percent-encoded. */

/** Stands where two parts of a URL or of a document meet that can never belong to one message. */
export const boundary = '\ue000';

// What stands behind the code shows that the text is encoded, and how often: `%3a` once, `%253a` twice. An unencoded
// colon is legal in a query; then the space after it shows the encoding.
const encoded = /AADSTS(?:\d{5,8})?(?=[*_`]{0,3}:?(?:%((?:25)*)[0-9a-fA-F]{2}|\+[A-Za-z%'‘“]))/g;
const token = /[^\s"<>]*(?:\r?\n(?!https?:)[^\s"<>]*(?:%[0-9A-Fa-f]{2}|\+)[^\s"<>]*(?=[\s"<>]|$))*/y;
const stop = /[\s"<>]/;
const deepest = 6;

export function undoPercentEncoding(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  const pieces: string[] = [];
  let from = 0;
  encoded.lastIndex = 0;
  for (let hit = encoded.exec(text); hit !== null; hit = encoded.exec(text)) {
    let start = hit.index;
    while (start > from && !stop.test(text.charAt(start - 1))) start -= 1;
    token.lastIndex = hit.index;
    const end = hit.index + (token.exec(text)?.[0].length ?? 0);
    const depth = Math.min(1 + (hit[1]?.length ?? 0) / 2, deepest);
    pieces.push(text.slice(from, start), decode(text.slice(start, end).replace(/\r?\n/g, ''), depth));
    from = end;
    encoded.lastIndex = end;
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

/** Splits at the separators of this level before decoding it, so that an encoded `&` stays part of its value. */
function decode(part: string, depth: number): string {
  if (depth === 0) return part;
  return part
    .split(/([?#&])/)
    .map((piece) => (/^[?#&]$/.test(piece) ? boundary + piece : decode(once(piece), depth - 1)))
    .join('');
}

function once(part: string): string {
  return part.replaceAll('+', ' ').replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    const bytes = Uint8Array.from(run.slice(1).split('%'), (pair) => Number.parseInt(pair, 16));
    return new TextDecoder().decode(bytes);
  });
}
