/** Normalizes a pasted text: decodes percent-encoding and removes white space, and maps offsets back to the original. */

/** Unicode white space, control and format characters: characters that are invisible, or look like a gap. */
// As text: V8 builds the classes of Unicode for a literal as soon as the file is loaded.
const invisible = String.raw`[\p{Cc}\p{Cf}]`;
const space = String.raw`[\s\p{Cc}\p{Cf}]`;

/** Nothing to decode and nothing to remove, as in most subjects. */
const plain = /^[!-$&-~]*$/;

/** A text without white space and invisible characters, for comparing. */
export function squeeze(text: string): string {
  return plain.test(text) ? text : text.replace(new RegExp(space, 'gu'), '');
}

/** A text as it was probably meant: odd spaces made plain, invisible characters dropped, none at the ends. */
export function tidy(text: string): string {
  return text.replace(new RegExp(invisible, 'gu'), '').replace(/\s/g, ' ').trim();
}

export interface NormalizedText {
  readonly raw: string;
  /** Percent-decoded, without white space. */
  readonly clean: string;
  /** The raw text between two offsets of `clean`, with the white space in it and after it; at 0 also that before it. */
  typed(start: number, end: number): string;
  /** The same, percent-decoded. */
  decoded(start: number, end: number): string;
  /** The first percent escape as an offset in `clean`; null when there is none. */
  readonly percentAt: number | null;
  /** The first white space that is no plain space, or stands at an end of the text, as an offset in `clean`; null when there is none. */
  readonly blankAt: number | null;
}

interface Character {
  readonly text: string;
  /** Position in the raw text. */
  readonly at: number;
}

export function normalize(raw: string): NormalizedText {
  if (plain.test(raw)) {
    const slice = (start: number, end: number) => raw.slice(start, end);
    return { raw, clean: raw, typed: slice, decoded: slice, percentAt: null, blankAt: null };
  }
  const characters = percentDecoded(raw);
  const isSpace = new RegExp(space, 'u');
  const decoded = characters.map(({ text }) => text).join('');
  const visible = characters.filter(({ text }) => !isSpace.test(text));
  const clean = visible.map(({ text }) => text).join('');
  const lastAt = visible.at(-1)?.at ?? -1;
  const firstAt = visible[0]?.at ?? raw.length;
  const odd = characters.find(({ text, at }) => isSpace.test(text) && (text !== ' ' || at < firstAt || at > lastAt));
  // Offsets count UTF-16 units, as those of strings do.
  const starts = visible.flatMap(({ text, at }) => Array.from({ length: text.length }, () => at));
  const typed = (start: number, end: number) =>
    raw.slice(start === 0 ? 0 : (starts[start] ?? raw.length), starts[end] ?? raw.length);
  return {
    raw,
    clean,
    typed,
    decoded: (start, end) =>
      percentDecoded(typed(start, end))
        .map(({ text }) => text)
        .join(''),
    percentAt: decoded === raw ? null : squeeze(raw.slice(0, raw.search(/%[0-9a-f]{2}/i))).length,
    blankAt:
      odd === undefined
        ? null
        : squeeze(
            percentDecoded(raw.slice(0, odd.at))
              .map(({ text }) => text)
              .join(''),
          ).length,
  };
}

/** ASCII escapes one by one; those of a longer character together. */
const escapes = /%[0-7][0-9a-f]|(?:%[89a-f][0-9a-f])+|./gisu;

/** Escapes that are no UTF-8 stay as they are: a lone `%` is a character like any other. */
function percentDecoded(raw: string): readonly Character[] {
  return [...raw.matchAll(escapes)].flatMap(({ 0: match, index }) =>
    [...decodedEscapes(match)].map((text) => ({ text, at: index })),
  );
}

function decodedEscapes(text: string): string {
  try {
    return text.length > 2 ? decodeURIComponent(text) : text;
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
