/** TCP over IPv4 and IPv6 apart: Node's own attempt hides a dead family behind the living one. */
import type { Socket } from 'node:net';
import type { Limits } from '../connect.ts';
import { describeFailure } from '../failure.ts';
import type { Address, Network } from './network.ts';

export interface Dialled {
  readonly socket: Socket;
  readonly address: Address;
  readonly detail: string;
  /** What IPv6 said while IPv4 answered; null: nothing to report. */
  readonly ipv6Failure: string | null;
}

/** No route at all: this machine has no IPv6, which breaks nothing. */
const noIpv6 = new Set(['ENETUNREACH', 'EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EHOSTUNREACH']);

/** @throws the failure of the first family when none connects */
export async function dialFamilies(
  addresses: readonly Address[],
  port: number,
  network: Network,
  limits: Limits,
): Promise<Dialled> {
  const families = [4, 6] as const;
  const tried = families.flatMap((family) => {
    const first = addresses.find((address) => address.family === family);
    return first === undefined ? [] : [first];
  });
  const attempts = await Promise.all(
    tried.map(async ({ address, family }) => {
      try {
        return { address, family, socket: await network.dial({ host: address, port, family }, limits) };
      } catch (error) {
        return { address, family, error };
      }
    }),
  );
  const [open, ...spare] = attempts.flatMap((attempt) => (attempt.socket === undefined ? [] : [attempt]));
  for (const { socket } of spare) socket.destroy();
  if (open?.socket === undefined)
    throw attempts.find(({ error }) => error !== undefined)?.error ?? new Error('no address');
  const six = attempts.find((attempt) => attempt.family === 6 && attempt.error !== undefined);
  const failure = six === undefined ? null : describeFailure(six.error);
  const dead = failure === null || noIpv6.has(failure.code ?? '') ? null : failure.message;
  return {
    socket: open.socket,
    address: { address: open.address, family: open.family },
    detail: `${open.address} over IPv${open.family}`,
    ipv6Failure: dead,
  };
}
