/** DNS queries to the resolvers of the machine, and which of them answered what. */
import { Resolver } from 'node:dns';
import { isIP } from 'node:net';
import type { Limits } from './connect.ts';
import { delay } from './delay.ts';

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

/** How long the resolvers before it may stay silent until the next one is asked too. */
const hedgeMs = 1000;
/** How much longer the other family may take once one has answered (RFC 8305 has 50 ms). */
const otherFamilyMs = 250;
/** Reported early, so that no probe waits a whole stage for a dead resolver. */
const longestQueryMs = 4000;

interface ResolversResult {
  readonly found: Resolution | null;
  readonly answers: readonly ResolverAnswer[];
}

/** The servers in their order: the next one when one fails, or beside it when it is silent for a while. */
export async function queryResolvers(
  host: string,
  servers: readonly string[],
  { ms, signal }: Limits,
): Promise<ResolversResult> {
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
