/**
 * The addresses of a name, and which resolver returned them. getaddrinfo cannot be canceled, does not say which
 * resolver failed, and keeps the process alive (libuv joins its threads). So ppmi queries the hosts file and the
 * resolvers of the machine, and calls getaddrinfo only if they leave the result open.
 */
import { getServers, Resolver } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { type Limits, within } from './connect.ts';
import { delay } from './delay.ts';
import { type NameSources, readNameSources } from './name-sources.ts';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** What one resolver said: `ENOTFOUND`, `ENODATA`, `ESERVFAIL`, `EREFUSED`, `ETIMEOUT`, …; null: it gave addresses. */
export interface ResolverAnswer {
  readonly server: string;
  readonly code: string | null;
}

export interface Resolution {
  readonly addresses: readonly Address[];
  readonly from: 'literal' | 'hosts-file' | 'dns' | 'system';
  /** The hosts file, or the resolver; null where the system does not say. */
  readonly source: string | null;
}

export class ResolveFailed extends Error {
  readonly code: string;
  readonly answers: readonly ResolverAnswer[];

  constructor(host: string, code: string, answers: readonly ResolverAnswer[], cause?: unknown) {
    super(`${host} cannot be resolved: ${code}`, { cause });
    this.name = 'ResolveFailed';
    this.code = code;
    this.answers = answers;
  }
}

export interface ResolverOptions {
  /** `address` or `address:port`; default: those of the machine. */
  readonly servers?: readonly string[];
  readonly hostsFile?: string;
  /** nsswitch.conf and resolv.conf of Linux. */
  readonly sourcesFile?: string;
  readonly resolversFile?: string;
  readonly platform?: NodeJS.Platform;
  /** getaddrinfo. */
  readonly system?: (host: string) => Promise<readonly Address[]>;
}

export type Resolve = (host: string, limits: Limits) => Promise<Resolution>;

/** How long the resolvers before it may stay silent until the next one is asked too. */
const hedgeMs = 1000;
/** How much longer the other family may take once one has answered (RFC 8305 has 50 ms). */
const otherFamilyMs = 250;
/** Reported early, so that no probe waits a whole stage for a dead resolver. */
const longestQueryMs = 4000;

export function createResolve(options: ResolverOptions = {}): Resolve {
  const platform = options.platform ?? process.platform;
  const file = options.hostsFile ?? hostsFileOf(platform);
  const system = options.system ?? getaddrinfo;
  let read: Promise<readonly [ReadonlyMap<string, readonly Address[]>, NameSources]> | null = null;

  return async (host, limits) => {
    const family = isIP(host);
    if (family !== 0) return literal({ address: host, family: family === 6 ? 6 : 4 });
    read ??= Promise.all([readHosts(file), readSources(options)]);
    const [hosts, sources] = await read;
    const fixed = hosts.get(host.toLowerCase());
    // RFC 6761, section 6.3: never a question for a resolver.
    if (/^(.+\.)?localhost\.?$/i.test(host)) return literal(...(fixed ?? loopback));
    const fromFile: Resolution | null =
      fixed === undefined ? null : { addresses: fixed, from: 'hosts-file', source: file };
    const servers = options.servers ?? machineServers();
    // Windows and macOS choose resolvers by name and network; their own answer is the one that programs get.
    if (platform === 'win32' || platform === 'darwin') {
      return fromFile ?? systemFirst(host, servers, system, limits);
    }
    if (fromFile !== null && (sources.hostsFileFirst || !sources.dns)) return fromFile;
    if (!sources.dns || servers.length === 0) return systemFirst(host, [], system, limits);
    const { found, answers } = await ask(host, servers, limits);
    const known = found ?? fromFile;
    if (known !== null) return known;
    // getaddrinfo asks the same resolvers, and waits for them without end; only for these names it has other sources.
    const alive = answers.some(({ code }) => code !== 'ETIMEOUT' && code !== 'ECONNREFUSED');
    if (!alive || !sources.mayKnowOtherwise(host)) throw failureOf(host, answers);
    try {
      return fromSystem(await within(system(host), `DNS ${host}`, limits));
    } catch (error) {
      throw failureOf(host, answers, error);
    }
  };
}

const literal = (...addresses: readonly Address[]): Resolution => ({ addresses, from: 'literal', source: null });

const loopback: readonly Address[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

async function readSources({ sourcesFile, resolversFile }: ResolverOptions): Promise<NameSources> {
  const textOf = (file: string) => readFile(file, 'utf8').catch(() => null);
  return readNameSources(
    await textOf(sourcesFile ?? '/etc/nsswitch.conf'),
    await textOf(resolversFile ?? '/etc/resolv.conf'),
  );
}

async function systemFirst(
  host: string,
  servers: readonly string[],
  system: (host: string) => Promise<readonly Address[]>,
  limits: Limits,
): Promise<Resolution> {
  const asked = ask(host, servers, limits);
  try {
    return fromSystem(await within(system(host), `DNS ${host}`, limits));
  } catch (error) {
    throw failureOf(host, (await asked).answers, error);
  }
}

const fromSystem = (addresses: readonly Address[]): Resolution => ({ addresses, from: 'system', source: null });

/** The most telling of the answers: a resolver that answered says more than one that did not. */
function failureOf(host: string, answers: readonly ResolverAnswer[], error?: unknown): ResolveFailed {
  const order = ['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED'];
  const codes = answers.map(({ code }) => code);
  const own = (error as { code?: unknown } | undefined)?.code;
  const code = order.find((each) => codes.includes(each)) ?? codes[0] ?? (typeof own === 'string' ? own : 'EAI_AGAIN');
  return new ResolveFailed(host, code, answers, error);
}

interface Asked {
  readonly found: Resolution | null;
  readonly answers: readonly ResolverAnswer[];
}

/** The servers in their order: the next one when one fails, or beside it when it is silent for a while. */
async function ask(host: string, servers: readonly string[], { ms, signal }: Limits): Promise<Asked> {
  const answers: ResolverAnswer[] = [];
  const limit = Math.min(ms, longestQueryMs);
  const running: Promise<Resolution | null>[] = [];
  const cancel: (() => void)[] = [];
  let final = false;
  const timer = delay(limit);
  try {
    for (const server of servers) {
      const query = queryServer(host, server, limit, signal);
      cancel.push(query.cancel);
      const answer = query.answer.then(({ addresses, code }): Resolution | null => {
        if (!final) answers.push({ server, code });
        return addresses === null ? null : { addresses, from: 'dns', source: server };
      });
      running.push(answer);
      const wait = delay(hedgeMs);
      const first = await Promise.race([answer, wait.done, timer.done]);
      wait.clear();
      if (first !== null && first !== undefined) return { found: first, answers };
      if (answers.some(({ code }) => code === 'ENOTFOUND' || code === 'ENODATA')) return { found: null, answers };
    }
    const rest = await Promise.race([firstFound(running), timer.done]);
    for (const server of servers) {
      if (!answers.some((each) => each.server === server)) answers.push({ server, code: 'ETIMEOUT' });
    }
    return { found: rest ?? null, answers: [...answers] };
  } finally {
    final = true;
    timer.clear();
    for (const each of cancel) each();
  }
}

async function firstFound(running: readonly Promise<Resolution | null>[]): Promise<Resolution | null> {
  return new Promise((resolve) => {
    let open = running.length;
    for (const each of running) {
      each.then((found) => {
        open -= 1;
        if (found !== null || open === 0) resolve(found);
      });
    }
  });
}

interface ServerAnswer {
  readonly addresses: readonly Address[] | null;
  readonly code: string | null;
}

/** Both families of one server. */
function queryServer(host: string, server: string, ms: number, signal: AbortSignal | undefined) {
  const resolver = new Resolver({ timeout: Math.max(250, Math.floor(ms / 2)), tries: 2 });
  const cancel = () => resolver.cancel();
  const answer = (async (): Promise<ServerAnswer> => {
    try {
      resolver.setServers([isIP(server) === 6 ? `[${server}]` : server]);
    } catch {
      return { addresses: null, code: 'ECONNREFUSED' };
    }
    signal?.addEventListener('abort', cancel, { once: true });
    const query = (family: 4 | 6) =>
      new Promise<ServerAnswer>((resolve) => {
        const done = (error: NodeJS.ErrnoException | null, found?: readonly string[]) =>
          resolve(
            error === null && found !== undefined && found.length > 0
              ? { addresses: found.map((address) => ({ address, family })), code: null }
              : { addresses: null, code: error?.code ?? 'ENODATA' },
          );
        if (family === 4) resolver.resolve4(host, done);
        else resolver.resolve6(host, done);
      });
    const [four, six] = [query(4), query(6)];
    const first = await Promise.race([four, six]);
    const wait = delay(waitForOther(first, ms));
    const both = await Promise.race([Promise.all([four, six]), wait.done]);
    wait.clear();
    signal?.removeEventListener('abort', cancel);
    const all = both === undefined ? [first] : both;
    const addresses = all.flatMap((each) => each.addresses ?? []);
    if (addresses.length > 0) return { addresses, code: null };
    const codes = all.map(({ code }) => code);
    return { addresses: null, code: codes.find((code) => code !== 'ENODATA' && code !== null) ?? 'ENODATA' };
  })();
  return { answer, cancel };
}

/** Once one family has answered. That a name does not exist holds for both (RFC 8020). */
function waitForOther({ addresses, code }: ServerAnswer, ms: number): number {
  if (addresses !== null) return otherFamilyMs;
  return code === 'ENODATA' ? ms : code === 'ENOTFOUND' ? 0 : hedgeMs;
}

async function getaddrinfo(host: string): Promise<readonly Address[]> {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
}

function machineServers(): readonly string[] {
  return getServers();
}

function hostsFileOf(platform: NodeJS.Platform): string {
  return platform === 'win32'
    ? `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\drivers\\etc\\hosts`
    : '/etc/hosts';
}

async function readHosts(file: string): Promise<ReadonlyMap<string, readonly Address[]>> {
  const found = new Map<string, Address[]>();
  const text = await readFile(file, 'utf8').catch(() => '');
  for (const line of text.split(/\r?\n/)) {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    const family = isIP(address);
    if (family === 0) continue;
    for (const name of names.map((each) => each.toLowerCase())) {
      found.set(name, [...(found.get(name) ?? []), { address, family: family === 6 ? 6 : 4 }]);
    }
  }
  return found;
}
