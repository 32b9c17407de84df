/**
 * Flags that a printed `ppmi connectivity` repeats from the run before it: the same environment, by the same proxy,
 * trusting the same CAs. A value that no grammar covers is omitted, such as a proxy address with a password in it.
 */
import { fileWord, hostWord, plainWord } from './words.ts';

type Fits = (value: string) => boolean;

const passes =
  (word: (value: string, name: string) => string): Fits =>
  (value) =>
    word(value, '') === value;
const shaped =
  (grammar: RegExp): Fits =>
  (value) =>
    grammar.test(value);

const grammars: Readonly<Record<string, Fits>> = {
  '--emulate': passes(plainWord),
  '--world': passes(fileWord),
  '--environment': shaped(
    /^(?:https:\/\/)?[A-Za-z0-9][A-Za-z0-9.-]{0,250}(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]{0,400})?$/,
  ),
  '--environment-id': passes(hostWord),
  '--cloud': passes(plainWord),
  '--tenant': passes(hostWord),
  '--resource': shaped(/^[a-z]{2,8}:\/\/[A-Za-z0-9.-]{1,250}(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]{0,400})?$/),
  '--endpoint': shaped(/^[A-Za-z0-9][A-Za-z0-9.-]{0,250}(?::\d{1,5})?$/),
  '--proxy': isPlainProxy,
  '--ca-file': passes(fileWord),
  '--allow-host': passes(hostWord),
};

export function isPlainProxy(address: string): boolean {
  return /^(?:https?:\/\/)?[A-Za-z0-9.-]+(?::\d{1,5})?\/?$/.test(address);
}

/** @param words a command line, or flags that were checked before; `--flag value` and `--flag=value` */
export function connectivityFlags(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return (end === -1 ? words : words.slice(0, end)).flatMap((word, index, all) => {
    if (word === '--pac') return [word];
    const [, flag = word, inline] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    const value = inline ?? all[index + 1];
    return value !== undefined && grammars[flag]?.(value) === true ? [flag, value] : [];
  });
}

/** Of a flag that both give, what `more` says. */
export function mergeFlags(flags: readonly string[], more: readonly string[]): readonly string[] {
  const kept = flags.filter((word, index) => !more.includes(word.startsWith('--') ? word : (flags[index - 1] ?? '')));
  return [...kept, ...more];
}
