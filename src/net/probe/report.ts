/** What a probe of a cloud's hosts says; `ppmi connectivity` prints it. Everything is seen from this machine. */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import type { Finding, FindingArgs, NetworkFindingName } from '../../domain/findings.ts';

/** `must`: a failure is an error; `should`: a warning; `if-used`: probed because the set-up names it, then like must. */
export type Need = 'must' | 'should' | 'if-used';

export type StageName = 'dns' | 'tcp' | 'proxy' | 'tls' | 'http';

export interface Stage {
  readonly stage: StageName;
  /** Null: tried, but it could not be told. */
  readonly ok: boolean | null;
  readonly ms: number;
  readonly detail: string;
}

export interface EndpointReport {
  readonly host: string;
  readonly need: Need;
  readonly purpose: Purpose;
  /** How sure it is that this is the service's host. */
  readonly confidence: string;
  /** True only if the service itself was recognised; null: it could not be told. */
  readonly ok: boolean | null;
  /** The first stage that is not `ok` is the last one. */
  readonly stages: readonly Stage[];
}

export type Purpose =
  | 'sign-in'
  | 'dataverse'
  | 'graph'
  | 'resource-manager'
  | 'discovery'
  | 'administration'
  | 'power-platform-api';

/** A finding of an endpoint that is only `should` is a warning, whatever its catalogue entry says. */
export interface ConnectivityFinding extends Finding<NetworkFindingName> {
  readonly need: Need;
}

export interface ConnectivityReport {
  readonly schema: 'ppmi.connectivity/1';
  readonly vantage: 'machine';
  readonly cloud: CloudId;
  /** Without credentials; null: direct. A host may still go past it (NO_PROXY). */
  readonly proxy: { readonly host: string; readonly port: number; readonly source: string } | null;
  /** Seconds that this machine is behind the services (ahead: negative); null: no answer that counts. */
  readonly clock: { readonly skewSeconds: number | null; readonly samples: number };
  readonly endpoints: readonly EndpointReport[];
  readonly findings: readonly ConnectivityFinding[];
}

/** A fault as one stage sees it: a finding of the catalogue before it is known how much the host matters. */
export interface Fault<N extends NetworkFindingName = NetworkFindingName> {
  readonly name: N;
  readonly args: FindingArgs[N];
  /** The host that it is about: the endpoint, or the proxy before it. */
  readonly host: string;
  /** A wrong clock of this machine explains it. */
  readonly byClock: boolean;
}

export function fault<N extends NetworkFindingName>(
  name: N,
  host: string,
  args: NoInfer<FindingArgs[N]>,
  { byClock = false }: { readonly byClock?: boolean } = {},
): Fault<N> {
  return { name, args, host, byClock };
}
