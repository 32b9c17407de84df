/**
 * Flags that a printed command repeats from the run before it: the same target, with the same sign-in, by the same proxy,
 * trusting the same CAs. A value that no grammar covers is omitted; a password in the address of a proxy is a placeholder.
 */
import { fileWord, hostWord, nameWord, plainWord } from './words.ts';

/** The value as a command repeats it; null: it is not repeated. */
type Grammar = (value: string) => string | null;

const passes =
  (word: (value: string, name: string) => string): Grammar =>
  (value) =>
    word(value, '') === value ? value : null;
const shaped =
  (grammar: RegExp): Grammar =>
  (value) =>
    grammar.test(value) ? value : null;

type Grammars = Readonly<Record<string, Grammar>>;

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
  '--proxy': repeatedProxy,
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

/** Without the user and the password that the address may hold. */
export function repeatedProxy(address: string): string | null {
  const parts =
    /^(?<scheme>https?:\/\/)?(?<user>.*@)?(?<place>(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?\/?)$/s.exec(
      address,
    )?.groups;
  if (parts?.place === undefined) return null;
  return `${parts.scheme ?? ''}${parts.user === undefined ? '' : '<user>:<password>@'}${parts.place}`;
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

const ofComponents: ReadonlySet<string> = new Set(['--component', '--component-type', '--application-id']);

/** Those that the commands on an environment take. @param flags checked before */
export function environmentFlags(flags: readonly string[]): readonly string[] {
  return targetFlags(flags).filter(
    (word, index, all) => ![word, all[index - 1] ?? ''].some((each) => ofComponents.has(each)),
  );
}

function pick(words: readonly string[], grammars: Grammars): readonly string[] {
  const end = words.indexOf('--');
  return (end === -1 ? words : words.slice(0, end)).flatMap((word, index, all) => {
    if (word === '--pac') return [word];
    const [, flag = word, inline] = /^(--[a-z-]+)=(.*)$/s.exec(word) ?? [];
    const value = inline ?? all[index + 1];
    const repeated = value === undefined ? null : (grammars[flag]?.(value) ?? null);
    return repeated === null ? [] : [flag, repeated];
  });
}

/** Of a flag that both give, what `more` says. */
export function mergeFlags(flags: readonly string[], more: readonly string[]): readonly string[] {
  const kept = flags.filter((word, index) => !more.includes(word.startsWith('--') ? word : (flags[index - 1] ?? '')));
  return [...kept, ...more];
}
