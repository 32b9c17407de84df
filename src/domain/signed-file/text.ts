/** Whether a file is text, and whether that text is base64. Works on bytes: a string would take the memory a second time. */
import { decodeBytes, detectEncoding } from '../text-encoding.ts';

/** PowerShell's `>` writes UTF-16, some editors a byte order mark. Null if it is not text. */
export function textOf(bytes: Uint8Array): Buffer | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const { encoding, skip } = detectEncoding(buffer.subarray(0, 512));
  if (encoding !== 'utf8') return Buffer.from(decodeBytes(buffer), 'latin1');
  return buffer.includes(0) ? null : buffer.subarray(skip);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const [skipped, padding, foreign] = [64, 65, 66];
const digits = new Uint8Array(256).fill(foreign);
for (const [value, character] of [...alphabet].entries()) digits[character.charCodeAt(0)] = value;
for (const character of ' \t\r\n"') digits[character.charCodeAt(0)] = skipped;
digits['='.charCodeAt(0)] = padding;

/** Base64 in any line layout, alone or as a quoted JSON string; null if the text contains anything else. */
export function decodeBase64(text: Uint8Array): Buffer | null {
  const decoded = Buffer.allocUnsafeSlow(Math.ceil((text.length * 3) / 4));
  let length = 0;
  let collected = 0;
  let bits = 0;
  let ended = false;
  for (let index = 0; index < text.length; index++) {
    const digit = digits[text[index] ?? 0] ?? foreign;
    if (digit === skipped) continue;
    if (digit === foreign || (ended && digit !== padding)) return null;
    ended = digit === padding;
    if (ended) continue;
    collected = ((collected << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    decoded[length++] = collected >> bits;
  }
  return length === 0 ? null : decoded.subarray(0, length);
}

/** Columns that hold base64: `content` of a plug-in assembly; `value` is what one column of a row is answered as (OData). */
const columns = ['"content"', '"value"'];

/** The base64 in an answer of Dataverse's Web API: a row, rows of which there is one, or a column. Null: none, or several. */
export function base64InJson(text: Buffer): Buffer | null {
  if (text[skipBlanks(text, 0)] !== brace) return null;
  const [found, ...more] = columns.flatMap((column) => stringsOf(text, column, 2));
  return found === undefined || more.length > 0 ? null : decodeBase64(unescaped(found));
}

/** Serializers of .NET write a plus sign as an escape. */
function unescaped(value: Buffer): Buffer {
  return value.includes('\\u002') ? Buffer.from(value.toString('latin1').replace(/\\u002b/gi, '+'), 'latin1') : value;
}

const [brace, colon, quote] = [0x7b, 0x3a, 0x22];

/** The first values of a key that are strings. */
function stringsOf(text: Buffer, key: string, most: number): Buffer[] {
  const found: Buffer[] = [];
  for (let at = text.indexOf(key); at >= 0 && found.length < most; at = text.indexOf(key, at + key.length)) {
    const separator = skipBlanks(text, at + key.length);
    if (text[separator] !== colon) continue;
    const start = skipBlanks(text, separator + 1) + 1;
    const end = text[start - 1] === quote ? text.indexOf(quote, start) : -1;
    if (end >= 0) found.push(text.subarray(start, end));
  }
  return found;
}

function skipBlanks(text: Buffer, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== quote && digits[text[at] ?? 0] === skipped) at++;
  return at;
}
