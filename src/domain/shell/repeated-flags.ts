/**
 * Flags that a printed command repeats from the run before it: the same target, with the same sign-in, by the same proxy,
 * trusting the same CAs. A value that no grammar covers is omitted, such as a proxy address with a password in it.
 */
import { fileWord, hostWord, nameWord, plainWord } from './words.ts';

type Fits = (value: string) => boolean;

const passes =
  (word: (value: string, name: string) => string): Fits =>
  (value) =>
    word(value, '') === value;
const shaped =
  (grammar: RegExp): Fits =>
  (value) =>
    grammar.test(value);

type Grammars = Readonly<Record<string, Fits>>;

/** Of the test of the network. */
const network: Grammars = {
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

/** None of them is a secret: they name files that hold secrets. */
const signIn: Grammars = {
  '--component': passes(nameWord),
  '--component-type': passes(plainWord),
  '--application-id': passes(hostWord),
  '--azure-cloud': passes(plainWord),
  '--profile': passes(plainWord),
  '--sign-in': passes(hostWord),
  '--sign-in-tenant': passes(hostWord),
  '--sign-in-client-id': passes(hostWord),
  '--sign-in-certificate': passes(fileWord),
  '--sign-in-assertion': passes(fileWord),
  '--sign-in-token-file': passes(fileWord),
  '--password-file': passes(fileWord),
};

const ofConnectivityOnly: ReadonlySet<string> = new Set(['--resource', '--endpoint', '--tenant', '--environment-id']);

export function isPlainProxy(address: string): boolean {
  return /^(?:https?:\/\/)?[A-Za-z0-9.-]+(?::\d{1,5})?\/?$/.test(address);
}

/** @param words a command line, or flags that were checked before; `--flag value` and `--flag=value` */
export function connectivityFlags(words: readonly string[]): readonly string[] {
  return pick(words, network);
}

/** Everything that a later command may repeat. @param words a command line */
export function repeatedFlags(words: readonly string[]): readonly string[] {
  return pick(words, { ...network, ...signIn });
}

/** Those that the commands on a component take. @param flags checked before */
export function targetFlags(flags: readonly string[]): readonly string[] {
  return flags.filter(
    (word, index) => word !== '--pac' && ![word, flags[index - 1] ?? ''].some((each) => ofConnectivityOnly.has(each)),
  );
}

function pick(words: readonly string[], grammars: Grammars): readonly string[] {
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
