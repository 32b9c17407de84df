/** The error about words that are no command. */
import { PpmiError } from '../domain/errors.ts';
import { suggest } from '../domain/suggest.ts';

/** `words` as typed, arguments and flags included; `ids` as oclif has them (`subject:show`). */
export function unknownCommand(words: readonly string[], ids: readonly string[]): PpmiError {
  const first = words[0] ?? '';
  if (first.startsWith('-')) return new PpmiError('usage', { detail: `${first} stands where a command is expected` });
  const end = words.findIndex((word) => word.startsWith('-'));
  const typed = end === -1 ? words : words.slice(0, end);
  const commands = ids.map((id) => id.replaceAll(':', ' '));
  const suggestion = [2, 1]
    .filter((length) => length <= typed.length)
    .map((length) => suggest(typed.slice(0, length).join(' '), commands))
    .find((found) => found !== null);
  return new PpmiError('unknown-command', { command: typed.slice(0, 2).join(' '), ...(suggestion && { suggestion }) });
}
