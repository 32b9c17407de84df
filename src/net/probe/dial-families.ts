/** TCP over IPv4 and IPv6 apart: Node's own attempt hides a dead family behind the living one. */
import type { Socket } from 'node:net';
import type { Limits } from '../connect.ts';
import { describeFailure } from '../failure.ts';
import type { Network } from '../network.ts';
import type { Address } from '../resolve.ts';

export interface Dialled {
  readonly socket: Socket;
  readonly address: Address;
  /** What IPv6 said while IPv4 answered; null: nothing to report. */
  readonly ipv6Failure: string | null;
}

/** No route at all: this machine has no IPv6, which breaks nothing. */
const noIpv6 = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EHOSTUNREACH']);

/** How long the other family may still take once one has connected. */
const otherFamilyMs = 1000;

/** @throws the failure of the first family when none connects */
export async function dialFamilies(
  addresses: readonly Address[],
  port: number,
  network: Network,
  limits: Limits,
): Promise<Dialled> {
  const firsts = ([4, 6] as const).flatMap((family) => addresses.find((address) => address.family === family) ?? []);
  const attempts = firsts.map(({ address, family }) => {
    const opened = network.dial({ host: address, port, family }, limits);
    return {
      address,
      family,
      opened,
      settled: opened.then(
        (socket) => ({ socket }),
        (error: unknown) => ({ error }),
      ),
    };
  });
  const first = await Promise.any(
    attempts.map(async (attempt) => ({ ...attempt, socket: await attempt.opened })),
  ).catch(() => null);
  if (first === null) {
    // The other addresses of a name may answer where its first ones do not.
    const rest = addresses.filter((address) => !firsts.includes(address));
    if (rest.length > 0) return dialFamilies(rest, port, network, limits);
    const [failed] = await Promise.all(attempts.map(({ settled }) => settled));
    throw failed !== undefined && 'error' in failed ? failed.error : new Error('no address');
  }
  const other = attempts.find(({ family }) => family !== first.family);
  return {
    socket: first.socket,
    address: { address: first.address, family: first.family },
    ipv6Failure: other === undefined || first.family === 6 ? drop(other) : await failureOf(other.settled),
  };
}

type Settled = Promise<{ readonly socket: Socket } | { readonly error: unknown }>;

function drop(other: { readonly settled: Settled } | undefined): null {
  other?.settled.then((end) => ('socket' in end ? end.socket.destroy() : undefined));
  return null;
}

async function failureOf(settled: Settled): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), otherFamilyMs);
  });
  const end = await Promise.race([settled, late]);
  clearTimeout(timer);
  if (end === null) {
    drop({ settled });
    return 'no answer';
  }
  if ('socket' in end) {
    end.socket.destroy();
    return null;
  }
  const { code, timeout, message } = describeFailure(end.error);
  return noIpv6.has(code ?? '') ? null : timeout ? 'no answer' : (code ?? message);
}
