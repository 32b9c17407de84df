/**
 * Anyone can choose the names in certificates, records and responses. These functions remove what a name could do to a
 * terminal, a line reader or an editor: begin a new line, change colors, or reverse text.
 */

/** Control characters and line separators, by what they are not: `\p{Cc}` would cost every command a table of Unicode. */
const breaking = /[^ -~\u00a0-\u2027\u202a-\uffff]+/g;

/** For a part of a sentence or line: no name can begin a new line. */
export function oneLine(text: string): string {
  return text.replace(breaking, ' ');
}

/** JSON can hold half of a character, which no URL can. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, '\ufffd');
}

/** A name of others in a sentence: its end is where the quotation ends, and `wrap` keeps it in one piece. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', "'")}"`;
}

/** One plain word as it is; what is more, so that a shell could take it for a command, in quotation marks. */
export function inOnePiece(text: string): string {
  return /^[\w./:,=@+~-]*$/.test(text) ? text : quoted(oneLine(text));
}

/** C1 controls, which some terminals obey in UTF-8, line separators, and marks that turn the direction of a text. */
const unprintable = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The same JSON value in characters that change no terminal; JSON itself escapes only U+0000 to U+001F. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
