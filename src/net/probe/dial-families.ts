/** TCP over IPv4 and IPv6 apart: Node's own attempt hides a dead family behind the living one. */
import type { Socket } from 'node:net';
import type { Limits } from '../connect.ts';
import { delay } from '../delay.ts';
import { describeFailure } from '../failure.ts';
import type { Network } from '../network.ts';
import type { Address } from '../resolve.ts';

export interface Dialled {
  readonly socket: Socket;
  readonly address: Address;
  /** What IPv6 said while IPv4 answered; null: nothing to report. */
  readonly ipv6Failure: string | null;
  /** What IPv4 said while IPv6 answered, once it is known; null: it works too, or is what answered. Never rejects. */
  readonly ipv4Failure: Promise<string | null>;
}

/** No route, which breaks nothing if it is this machine that has no IPv6. */
const noRoute = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EHOSTUNREACH']);

/** How long the other family may still take once one has connected. */
const otherFamilyMs = 1000;

/** How long the first address of each family may take before the others are tried beside it. */
const firstsMs = 1000;

/** A name with many addresses that all drop packets must not cost more connections than it costs time. */
const mostOthers = 6;

interface Attempt extends Address {
  readonly opened: Promise<Socket>;
  readonly settled: Settled;
}

/** All within one limit. @throws the failure of the first address when none connects */
export async function dialFamilies(
  addresses: readonly Address[],
  port: number,
  network: Network,
  limits: Limits,
): Promise<Dialled> {
  const started = performance.now();
  const attempt = ({ address, family }: Address): Attempt => {
    const ms = Math.max(1, limits.ms - (performance.now() - started));
    const opened = network.dial({ host: address, port, family }, { ...limits, ms });
    const settled = opened.then(
      (socket) => ({ socket }),
      (error: unknown) => ({ error }),
    );
    return { address, family, opened, settled };
  };
  const firsts = ([4, 6] as const).flatMap((family) => addresses.find((address) => address.family === family) ?? []);
  const attempts = firsts.map(attempt);
  const others = addresses.filter((address) => !firsts.includes(address)).slice(0, mostOthers);
  const wait = delay(firstsMs);
  const later = Promise.race([wait.done, Promise.all(attempts.map(({ settled }) => settled))]).then(async () => {
    if (connected !== null) throw new Error('connected');
    const more = others.map(attempt);
    attempts.push(...more);
    return Promise.any(more.map(won));
  });
  let connected: Won | null = null;
  try {
    connected = await Promise.any([...attempts.map(won), later]);
  } catch {
    const [failed] = await Promise.all(attempts.map(({ settled }) => settled));
    throw failed !== undefined && 'error' in failed ? failed.error : new Error('no address');
  } finally {
    wait.clear();
  }
  const { address, family, socket } = connected;
  const rival = attempts.find((each) => each.family !== family);
  for (const other of attempts) if (other !== rival && other.address !== address) drop(other.settled);
  const failure = rival === undefined ? Promise.resolve(null) : failureOf(rival, port, network);
  const reached = { socket, address: { address, family } };
  // IPv4 is not waited for here: it is no part of the time that this connection took.
  if (family === 6) return { ...reached, ipv6Failure: null, ipv4Failure: rival === undefined ? noAddress : failure };
  return { ...reached, ipv6Failure: await failure, ipv4Failure: Promise.resolve(null) };
}

const noAddress = Promise.resolve('no address');

interface Won extends Address {
  readonly socket: Socket;
}

const won = async ({ address, family, opened }: Attempt): Promise<Won> => ({ address, family, socket: await opened });

type Settled = Promise<{ readonly socket: Socket } | { readonly error: unknown }>;

function drop(settled: Settled): void {
  settled.then((end) => ('socket' in end ? end.socket.destroy() : undefined));
}

async function failureOf(
  { address, family, settled }: Attempt,
  port: number,
  network: Network,
): Promise<string | null> {
  const late = delay(otherFamilyMs);
  const end = await Promise.race([settled, late.done]);
  late.clear();
  if (end === undefined) {
    drop(settled);
    return 'no answer';
  }
  if ('socket' in end) {
    end.socket.destroy();
    return null;
  }
  const { code, timeout, message } = describeFailure(end.error);
  // The same codes come from a router far away, and then IPv6 is broken.
  if (family === 6 && noRoute.has(code ?? '') && !(await network.hasRoute?.(address, port))) return null;
  return timeout ? 'no answer' : (code ?? message);
}
