/**
 * Decodes segments that differ only in IDs and times once. Most errors of a large log repeat in this way: the decoder sees
 * the segment with placeholders, and the IDs are put into its result.
 */
import { decodeUnredacted } from '../decode/decode.ts';
import type { DecodedError } from '../decode/decoded.ts';

interface Form {
  readonly errors: readonly DecodedError[];
  /** For each error, the indexes of its three values among the extracted ones; -1: part of the template. */
  readonly places: readonly (readonly [trace: number, correlation: number, time: number])[];
}

// IDs and times directly after their labels, with any quotes. Any other difference makes another template.
const value =
  /((?:\bID|_id)["'\\:= ]{1,12})([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})(?![0-9a-fA-F])|(imestamp["'\\:= ]{1,12})(\d{4}-\d\d-\d\d[ T][0-2]\d:[0-5]\d:[0-5]\d)(?=Z)/g;
/** A number of any base, with the letters right before its first digit. A word stays. The lookbehind keeps it linear. */
const number = /(?<![a-fA-F])[a-fA-F]*\d[0-9a-fA-F-]*/g;
/** Labels, and values that belong to the error besides its IDs: they vary with the text before the code. */
const withLabel = /\bID|_id|imestamp|etails|-id:|oauth2/;
/** Without these, the text before the code cannot belong to the message's container. */
const structured = /[{}()"'\\<>|%&;+=`\n]/;
const mostForms = 2000;

export class CachedDecoder {
  readonly #forms = new Map<string, Form>();

  /** Gives the same result as decoding the segment directly. */
  decode(window: string): readonly DecodedError[] {
    const code = window.indexOf('AADSTS');
    if (code < 0) return decodeUnredacted(window);
    const head = window.slice(0, code);
    // The text before the code contributes only its structure, unless it has labels of its own.
    if (withLabel.test(head)) return decodeUnredacted(window);
    const { form, taken } = takeValues(window.slice(code));
    const key = structured.test(head) ? `${head.replace(number, '0')}\n${form}` : form;
    const known = this.#forms.get(key);
    if (known !== undefined) return fill(known, taken);
    const errors = decodeUnredacted(window);
    if (this.#forms.size >= mostForms) this.#forms.clear();
    this.#forms.set(key, { errors, places: errors.map((error) => placesOf(error, taken)) });
    return errors;
  }
}

/** Extracts IDs and times. Equal values get the same placeholder, so that repetitions stay visible in the template. */
function takeValues(text: string): { readonly form: string; readonly taken: readonly string[] } {
  const taken: string[] = [];
  let form = '';
  let from = 0;
  value.lastIndex = 0;
  for (let hit = value.exec(text); hit !== null; hit = value.exec(text)) {
    const found = hit[2] ?? hit[4] ?? '';
    let place = taken.indexOf(found);
    if (place < 0) place = taken.push(found) - 1;
    form += `${text.slice(from, value.lastIndex - found.length)}#${place}`;
    from = value.lastIndex;
  }
  return { form: form + text.slice(from), taken };
}

function placesOf(
  { traceId, correlationId, timestamp }: DecodedError,
  taken: readonly string[],
): Form['places'][number] {
  const time = timestamp === null ? -1 : taken.findIndex((found) => found.replace(' ', 'T') === timestamp.slice(0, 19));
  return [taken.indexOf(traceId ?? ''), taken.indexOf(correlationId ?? ''), time];
}

function fill({ errors, places }: Form, taken: readonly string[]): readonly DecodedError[] {
  return errors.map((error, index) => {
    const [trace, correlation, time] = places[index] ?? [-1, -1, -1];
    const when = taken[time];
    return {
      ...error,
      traceId: taken[trace] ?? error.traceId,
      correlationId: taken[correlation] ?? error.correlationId,
      timestamp: when === undefined ? error.timestamp : `${when.slice(0, 10)}T${when.slice(11)}Z`,
    };
  });
}
