/** Why a host cannot be reached: its name, or the connection to it (connectivity, sections 7 and 12). Pure. */
import { type NetworkFault, networkFault } from '../../domain/network-findings.ts';
import type { Failure } from '../failure.ts';
import { addressOf, type Route } from '../proxy.ts';
import type { Place } from '../reach.ts';
import type { Resolution } from '../resolve.ts';

/** The words of a resolver's answers, as dig prints them. */
const answerNames: Readonly<Record<string, string>> = {
  ESERVFAIL: 'SERVFAIL',
  EREFUSED: 'REFUSED',
  EFORMERR: 'FORMERR',
  ENOTIMP: 'NOTIMP',
};

/** @param alias the name that the host is an alias of */
export function dnsFault({ code, resolve }: Failure, { host, port }: Place, alias: string | null = null): NetworkFault {
  const answers = resolve?.answers ?? [];
  const found = resolve?.code ?? code ?? 'EAI_AGAIN';
  const resolver = answers.find((answer) => answer.code === found)?.server ?? answers[0]?.server ?? null;
  const answer = answerNames[found];
  if (answer !== undefined) return networkFault('dns-resolver-fails', host, { host, port, resolver, answer });
  if (['ETIMEOUT', 'ECONNREFUSED', 'EAI_AGAIN', 'PPMI_TIMEOUT'].includes(found)) {
    const all = answers.map(({ server }) => server).join(', ') || null;
    const detail = found === 'ECONNREFUSED' ? 'nothing listens there' : null;
    return networkFault('dns-resolver-silent', host, { host, port, resolver: all, detail });
  }
  const who = resolver === null ? null : `asked: ${resolver}`;
  const empty = alias === null ? 'the name exists, but has no address' : `an alias of ${alias}, which has no address`;
  const kind = found === 'ENODATA' ? empty : who;
  return networkFault('dns-fails', host, { host, port, detail: kind });
}

export function tcpFault(
  failure: Failure,
  place: Place,
  resolution: Resolution | null,
  address: string | null,
): NetworkFault {
  const { host, port } = place;
  const { code, message, timeout } = failure;
  if (failure.resolve !== null || code === 'ENOTFOUND' || code === 'EAI_AGAIN') return dnsFault(failure, place);
  const at = address ?? resolution?.addresses[0]?.address ?? null;
  const where = at === null || at === host ? null : `at ${at}`;
  const detail = timeout ? where : [where, code ?? message].filter(Boolean).join(': ');
  const args = { host, port, detail };
  if (timeout) return networkFault('tcp-timeout', host, args);
  if (code === 'EACCES' || code === 'EPERM') return networkFault('tcp-local-policy', host, args);
  if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'EADDRNOTAVAIL') {
    return networkFault('tcp-no-route', host, args);
  }
  return networkFault('tcp-refused', host, args);
}

/** Block pages of Cisco Umbrella (published by the vendor; not re-read). */
const blockAddresses = /^146\.112\.61\.(10[4-9]|110)$/;

/** An address from DNS that the service cannot have. Null: a public one, or one that was configured on purpose. */
export function filteredName({ host, port }: Place, { addresses, from, source }: Resolution): NetworkFault | null {
  if (from === 'literal' || from === 'hosts-file') return null;
  const wrong = addresses.find(({ address }) => /^(0\.|127\.)|^::1?$/.test(address) || blockAddresses.test(address));
  if (wrong === undefined) return null;
  return networkFault('dns-filtered', host, { host, port, address: wrong.address, resolver: source });
}

/**
 * An explanation for a failed direct connection that is better than the failure itself: the connection was redirected.
 */
export function redirected(
  fault: NetworkFault,
  place: Place,
  {
    route,
    resolution,
    kind,
  }: { readonly route: Route; readonly resolution: Resolution | null; readonly kind: string | null },
  detail: string,
): NetworkFault {
  const { host, port } = place;
  const address = resolution?.addresses[0]?.address ?? null;
  if (resolution?.from === 'hosts-file' && address !== null) {
    return networkFault('hosts-file-entry', host, { host, port, address, file: resolution.source ?? 'hosts', detail });
  }
  // What accepts every connection is known better than by its address.
  if (fault.name === 'local-agent-answers') return fault;
  if (address !== null && (kind === 'private' || kind === 'shared' || kind === 'benchmark' || kind === 'link-local')) {
    return networkFault('private-address', host, { host, port, address, detail });
  }
  const { bypass, bypassSource, bypassed } = route;
  if (bypass !== null && bypassed !== null && connectionFaults.has(fault.name)) {
    const args = { entry: bypass, source: bypassSource ?? 'NO_PROXY', proxy: addressOf(bypassed) };
    return networkFault('proxy-bypassed', host, { host, port, ...args, detail });
  }
  return fault;
}

const connectionFaults = new Set<NetworkFault['name']>([
  'dns-fails',
  'dns-resolver-fails',
  'dns-resolver-silent',
  'dns-filtered',
  'tcp-refused',
  'tcp-timeout',
  'tcp-no-route',
  'tls-cut-off',
  'tls-no-answer',
]);
