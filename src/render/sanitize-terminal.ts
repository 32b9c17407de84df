/**
 * Anyone can choose the names in certificates and responses. A terminal would execute control characters in them, or
 * reverse the rest of the line, and a color in a name could hide everything after it. The colors of ppmi contain a
 * number that no name can guess; only those reach the terminal.
 */

const digits = () => String(Math.floor(1000 + Math.random() * 9000));
/** Four digits each, so that what measures the width of a text still takes the sequence for a color. */
const seal = `;${digits()};${digits()}`;

const esc = '\u001b';
const unsealed = new RegExp(`(${esc}\\[\\d{1,2})m`, 'g');
const sealed = new RegExp(String.raw`(\[\d{1,2})${seal}m`, 'y');

/** Control characters, by what they are not (see `oneLine`), and marks that turn the direction of a text. */
const unsafe = /[^ -~\u00a0-\uffff]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Keeps newlines and the colors of `paint`; every other control character becomes U+FFFD. */
export function sanitizeTerminal(text: string): string {
  return text
    .replace(unsafe, (character, at: number) => {
      if (character === '\n') return character;
      sealed.lastIndex = at + 1;
      return character === esc && sealed.test(text) ? character : '\ufffd';
    })
    .replaceAll(seal, '');
}

/** Applies colors to a text that may hold colors of ppmi already, and anything of others. */
export function paintSealed(text: string, colored: (text: string) => string): string {
  return colored(sanitizeTerminal(text)).replace(unsealed, `$1${seal}m`);
}
