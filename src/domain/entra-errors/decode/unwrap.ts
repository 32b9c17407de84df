/** Undoes every container of `aadsts-messages.md` §3. The result is plain text with a newline at each line break. */
import { undoEntities, undoEscapes } from './decode-escapes.ts';
import { boundary, undoPercentEncoding } from './decode-percent.ts';
import { stripLinePrefixes } from './strip-line-prefixes.ts';

// One pass undoes escapes of one kind at any depth; more rounds are needed only where kinds alternate.
const rounds = 6;

/** Linear in the length of the text. */
export function unwrap(text: string): string {
  let plain = dropInvisible(text);
  for (let round = 0; round < rounds; round += 1) {
    const next = undoPercentEncoding(undoEscapes(undoEntities(plain)));
    if (next === plain) break;
    plain = next;
  }
  if (plain.includes('\r')) plain = plain.replace(/\r\n?/g, '\n');
  return joinLiterals(stripTags(stripLinePrefixes(stripColours(plain))));
}

/** NUL comes from UTF-16 that was read as bytes; chat clients insert the other characters between letters. */
function dropInvisible(text: string): string {
  return text.replaceAll('\0', '').replace(/[\u00ad\u200b-\u200d\u2060\ue000\ufeff]/g, '');
}

const esc = '\u001b';
const controlSequence = new RegExp(`${esc}\\[[0-?]*[ -/]*[@-~]`, 'g');
const hyperlink = new RegExp(`${esc}\\][^\u0007${esc}]*(?:\u0007|${esc}\\\\)`, 'g');

/** Includes sequences whose escape character was printed as `^[` or lost. */
function stripColours(text: string): string {
  const shown = text.includes(esc) ? text.replace(controlSequence, '').replace(hyperlink, '') : text;
  if (!shown.includes('[')) return shown;
  return shown
    .replace(/(?:\^\[|ESC|\u241b)\[[0-9;]{0,20}[mK]/g, '')
    .replace(/\[(?:\d{1,3}(?:;\d{1,3}){0,5}m|m\[K|K(?=AADSTS|\d))/g, '');
}

const inlineTag = /<\/?(?:a|b|code|em|font|i|kbd|label|mark|small|span|strong|tt|u|wbr)(?:\s[^<>]*)?\/?>/gi;
const cellTag = /<\/?t[dh](?:\s[^<>]*)?>/gi;
const blockTag =
  /<\/?(?:blockquote|body|br|dd|div|dl|dt|h[1-6]|head|hr|html|li|ol|p|pre|section|table|tbody|title|tr|ul)(?:\s[^<>]*)?\/?>/gi;
const closingTag = /<\/[A-Za-z][\w:.-]{0,80}>/g;
const markdownLink = /\[([^[\]\n]{1,300})\]\((?:https?|tel|mailto):[^()\s]{0,2000}\)/g;

/** Removes only known HTML tags: `<REMOVED>` and `<tenant>` are masks, and part of a value. */
function stripTags(text: string): string {
  const linked = text.includes('](') ? text.replace(markdownLink, '$1') : text;
  if (!linked.includes('<')) return linked;
  // A link can contain the error itself, in a redirect URL.
  const inTheWay = (other: string) => (tag: string) => (tag.includes('AADSTS') ? tag : other);
  return linked
    .replace(inlineTag, inTheWay(''))
    .replace(cellTag, inTheWay(' '))
    .replace(blockTag, inTheWay('\n'))
    .replace(closingTag, boundary);
}

/** Concatenation in JavaScript, C# and Java: `'…' +⏎ '…'`. */
function joinLiterals(text: string): string {
  return text.includes('+') ? text.replace(/(["'`])[ \t]{0,40}\+[ \t]{0,40}\n?[ \t]{0,40}\1/g, '') : text;
}
