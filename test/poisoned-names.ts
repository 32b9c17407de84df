/** Names that a terminal or a reader of lines would obey, in every name of an emulated environment. */

const named = new Set(['name', 'displayName', 'friendlyName', 'uniqueName', 'title', 'userPrincipalName']);

export const hostileName =
  '\u001b[8m\u001b[32m✔\r\n  touch pwned-line\n\u009b31m\u202etxt\u2028\u0085\u001b]8;;http://x\u0007\b';

/** A name that is a whole command. */
export const commandName = 'touch pwned-line now';

/** A line that looks like a command, because it begins with a name; in quotation marks it does not. */
export const begunByName = /^[^\w"]*touch pwned-line/m;

/** The value with a hostile text behind every name in it. */
export const poisoned = (value: unknown): unknown => renamed(value, (name) => `${name}${hostileName}`);

/** The value with a command in place of every name in it. */
export const namedLikeCommands = (value: unknown): unknown => renamed(value, () => commandName);

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === 'string' && named.has(key) ? rename(inner) : renamed(inner, rename),
    ]),
  );
}

/** What no output may hold: controls but newlines, and signs that change the direction of text. */
export const forbiddenSigns = /[^\P{Cc}\n]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;
