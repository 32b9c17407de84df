/**
 * Values that may appear in a printed command. A value from a service, a file or a log must match a strict grammar;
 * anything else becomes a placeholder, so that the user never pastes a text that an attacker may have written.
 */
import { parseGuid } from '../guid.ts';

type Value = string | null | undefined;

const placeholder = (name: string) => `<${name}>`;

function checked(value: Value, grammar: RegExp, name: string): string {
  return value != null && grammar.test(value) ? value : placeholder(name);
}

export function guidWord(value: Value, name: string): string {
  return parseGuid(value ?? '') ?? placeholder(name);
}

/** A display name: letters, digits and the few signs that no shell acts on inside quotes. */
export function nameWord(value: Value, name: string): string {
  return checked(value, /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,118}[A-Za-z0-9._-]$|^[A-Za-z0-9]$/, name);
}

/** An https address without query, sign-in or port: letters, digits and `-._/()'`. */
export function urlWord(value: Value, name: string): string {
  return checked(value, /^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?(?:\/[A-Za-z0-9._~/-]{0,400})?$/, name);
}

export function hostWord(value: Value, name: string): string {
  return checked(value, /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/, name);
}

/** As text: a literal with the letters of all scripts costs every command that loads this file, even if none is tested. */
const path = String.raw`^(?!-)[\p{L}\p{N}_.,:~/\\ ()+=@-]{0,259}[\p{L}\p{N}_.)]$`;

/** A path of this machine. It never begins with a dash, which would make it an option. */
export function fileWord(value: Value, name: string): string {
  return checked(value, new RegExp(path, 'u'), name);
}

/** ARM ID, such as the scope of a role assignment. */
export function armIdWord(value: Value, name: string): string {
  return checked(value, /^\/subscriptions\/[A-Za-z0-9-]{1,64}(?:\/[A-Za-z0-9._()-]{1,128}){1,20}$/, name);
}

/** A code of ppmi or Entra, a scenario, a role: words of letters and digits. */
export function plainWord(value: Value, name: string): string {
  return checked(value, /^[A-Za-z0-9][A-Za-z0-9 ,=:._-]{0,160}$/, name);
}
