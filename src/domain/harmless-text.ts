/**
 * Names in certificates, records and answers are anybody's. What they may hold, and what a terminal, a reader of lines or
 * an editor would make of it: a new line, other colors, text that runs backwards.
 */

/** As a part of a sentence or of a line: no name begins a line of its own. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
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
