/** Whether a file is text, and whether that text is base64. */

/** What can stand before the text itself: PowerShell's `>` writes UTF-16, some editors a byte order mark. */
export function decodeText(bytes: Uint8Array): string | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return buffer.subarray(2).toString('utf16le');
  if (buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf) return buffer.subarray(3).toString('latin1');
  return buffer.includes(0) ? null : buffer.toString('latin1');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=';
const allowed = new Uint8Array(128);
for (const character of `${alphabet} \t\r\n"`) allowed[character.charCodeAt(0)] = 1;

/** Base64 in any line layout, alone or as a quoted JSON string. A loop, because a pattern can be made to backtrack over megabytes. */
export function isBase64(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (allowed[text.charCodeAt(index)] !== 1) return false;
  }
  return text.length > 0;
}

/** Columns that hold base64: `content` of a plug-in assembly; `value` is what one column of a row is answered as (OData). */
const base64Value = /"(?:content|value)"\s*:\s*"([A-Za-z0-9+/=]*)"/g;

/**
 * The base64 in an answer of Dataverse's Web API: a row, rows of which there is one, or a column. Null: none, or several.
 * The text is not parsed, which would hold the content once more.
 */
export function base64InJson(text: string): string | null {
  if (!/^\s*\{/.test(text)) return null;
  const matches = text.matchAll(base64Value);
  const first = matches.next();
  return first.done || !matches.next().done ? null : (first.value[1] ?? null);
}
