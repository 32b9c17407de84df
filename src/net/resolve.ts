/**
 * The addresses of a name, and which resolver returned them. getaddrinfo cannot be canceled, does not say which
 * resolver failed, and keeps the process alive (libuv joins its threads). So ppmi queries the hosts file and the
 * resolvers of the machine, and calls getaddrinfo only if they leave the result open.
 */
import { getServers } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { type Limits, within } from './connect.ts';
import { type NameSources, readNameSources } from './name-sources.ts';
import { type Address, queryResolvers, type Resolution, type ResolverAnswer } from './query-resolvers.ts';

export type { Address, Resolution, ResolverAnswer } from './query-resolvers.ts';

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
    const { found, answers } = await queryResolvers(host, servers, limits);
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
  const asked = queryResolvers(host, servers, limits);
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
