/** Decodes percent-encoding, only in the token (a redirect URL, a form body) that contains an error. */

/** Separates parts of a URL or document that cannot belong to one message. */
export const boundary = '\ue000';

// The characters after the code show whether, and how often, the text is encoded: `%3a` once, `%253a` twice. A query may
// contain an unencoded colon; then the space after it shows the encoding.
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

/** Splits at the separators of this level before decoding, so that an encoded `&` stays part of its value. */
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
