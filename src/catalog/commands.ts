/** Parts of sentences. */
import { quoted } from '../domain/harmless-text.ts';
import type { Args } from './entry.ts';

/** The argument, or a placeholder that says what belongs there. */
export function slot(value: Args[string], placeholder: string): string {
  return value === null || value === undefined || value === '' ? `<${placeholder}>` : String(value);
}

/** The argument in quotation marks after a word, or the words for "we do not know which". */
export function named(what: string, value: Args[string], otherwise = `the ${what}`): string {
  return value === null || value === undefined || value === '' ? otherwise : `${what} ${quoted(String(value))}`;
}

/** The text with a capital at the beginning, for the first word of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
