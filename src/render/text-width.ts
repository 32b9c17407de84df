import stringWidth from 'string-width';

/** Columns that a text takes on a terminal, without its colors. */
export function textWidth(text: string): number {
  // The library looks for emoji and wide characters, with expressions that take longer to compile than a short command.
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}
