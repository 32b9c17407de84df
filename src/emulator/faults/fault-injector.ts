/** Decides which network fault of a world applies; the caller applies its effect. */
import type { Random } from '../random.ts';
import type { NetworkFault, World } from '../world/model.ts';

type Kind = NetworkFault['kind'];

const connectKinds: readonly Kind[] = ['refuse-connect', 'proxy-auth', 'dns', 'unreachable'];
const handshakeKinds: readonly Kind[] = ['untrusted-ca', 'missing-intermediate'];

export interface FaultInjector {
  /** The fault for a CONNECT to this host. */
  onConnect(host: string): NetworkFault | null;
  onHandshake(host: string): NetworkFault | null;
  onRequest(host: string, method: string, path: string): NetworkFault | null;
  /** Milliseconds of this latency or slow-body fault. */
  delay(fault: NetworkFault): number;
}

/** Looks up faults on every use, so that a world can change while it runs. */
export function createFaultInjector(world: World, random: Random): FaultInjector {
  const acted = new WeakMap<NetworkFault, number>();

  function take(fits: (fault: NetworkFault) => boolean): NetworkFault | null {
    for (const fault of world.wire) {
      const count = acted.get(fault) ?? 0;
      if ((fault.times !== undefined && count >= fault.times) || !fits(fault)) continue;
      acted.set(fault, count + 1);
      return fault;
    }
    return null;
  }

  const onHost = (fault: NetworkFault, host: string) => fault.host === '*' || fault.host === host;

  return {
    onConnect: (host) => take((fault) => connectKinds.includes(fault.kind) && onHost(fault, host)),
    onHandshake: (host) => take((fault) => handshakeKinds.includes(fault.kind) && onHost(fault, host)),
    onRequest: (host, method, path) =>
      take(
        (fault) =>
          !connectKinds.includes(fault.kind) &&
          !handshakeKinds.includes(fault.kind) &&
          onHost(fault, host) &&
          (fault.method === undefined || fault.method === method) &&
          (fault.path === undefined || new RegExp(fault.path).test(path)),
      ),
    delay: (fault) => (fault.value ?? 0) + (fault.jitter ?? 0) * random.next(),
  };
}
