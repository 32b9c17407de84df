/** What a probe of a cloud's hosts says; `ppmi connectivity` prints it. Everything is seen from this machine. */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import type { Finding, Severity } from '../../domain/diagnosis.ts';
import type { AddressKind } from '../address-kind.ts';

/** `must`: a failure is an error; `should`: a warning; `if-used`: probed because something names it, then like must. */
export type Need = 'must' | 'should' | 'if-used';

export type StageName = 'dns' | 'tcp' | 'proxy' | 'tls' | 'http';

export interface Stage {
  readonly stage: StageName;
  /** Null: probed without a result. */
  readonly ok: boolean | null;
  readonly ms: number;
  readonly detail: string;
}

/** What the service's support needs to find a request. */
export interface Correlation {
  readonly requestId: string | null;
  readonly correlationId: string | null;
  /** ISO time of the response by the clock of the service; by that of this machine if it gave none. */
  readonly timestamp: string;
}

/** Where a CA certificate comes from that is trusted in this run; `none`: it is not trusted. */
export type TrustSource = 'bundled' | 'system' | 'node-extra-ca-certs' | 'ca-file' | 'emulator' | 'none';

export interface CertificateRecord {
  readonly subject: string;
  readonly issuer: string;
  readonly sha256: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

/** Of a handshake that was verified, or of the certificates with which it was refused. */
export interface TlsRecord {
  /** Null: no handshake was completed. */
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly leaf: CertificateRecord;
  /** The last certificate of the chain, which is the leaf itself if nothing is above it. */
  readonly top: CertificateRecord;
  /** Null: not known. */
  readonly topTrustedBy: TrustSource | null;
}

/** What names the cloud of an environment. */
export interface CloudSignal {
  /** As it was seen. */
  readonly value: string;
  /** The clouds that it allows; empty: it does not decide. */
  readonly clouds: readonly CloudId[];
}

/** Null: not known. */
export interface CloudSignals {
  readonly organizationHost: CloudSignal | null;
  /** `tenant_region_scope` and `tenant_region_sub_scope` of the tenant's OpenID document, and its sign-in host. */
  readonly tenantRegion: CloudSignal | null;
  /** The sign-in host that the environment names to a request without a token. */
  readonly challenge: CloudSignal | null;
  /** Whether one cloud fits all; null: fewer than two decide. */
  readonly agree: boolean | null;
}

export interface EndpointReport {
  readonly host: string;
  readonly port: number;
  readonly need: Need;
  readonly purpose: Purpose;
  /** What ppmi or the plug-in needs it for. */
  readonly why: string;
  /** How sure it is that this is the service's host. */
  readonly confidence: string;
  /** The proxy that leads to it, without credentials, and where it was set; null: direct. */
  readonly proxy: { readonly url: string; readonly from: string } | null;
  /** True only if the service itself was recognized; null: not known. */
  readonly ok: boolean | null;
  /** The first stage that is not `ok` is the last one. */
  readonly stages: readonly Stage[];
  /** Where the name leads to, on a direct path that got so far. */
  readonly addresses: readonly { readonly address: string; readonly kind: AddressKind }[];
  /** Of the response; null: none came. */
  readonly status: number | null;
  /** Null: no certificate was seen. */
  readonly tls: TlsRecord | null;
  /** Null: no response came. */
  readonly correlation: Correlation | null;
}

export type Purpose =
  | 'sign-in'
  | 'signing-keys'
  | 'instance-discovery'
  | 'dataverse'
  | 'graph'
  | 'resource-manager'
  | 'discovery'
  | 'administration'
  | 'power-platform-api'
  | 'environment'
  | 'key-vault'
  | 'storage'
  | 'tcp-only'
  | 'https'
  | 'revocation';

export interface ConnectivityFinding extends Finding {
  readonly need: Need;
  /** The severity, if it is lower than that of the catalog entry in this case; null: as in the entry. */
  readonly severity: Severity | null;
  /** Of the response that shows it; null: none came, or it is about something else. */
  readonly correlation: Correlation | null;
}

export interface ConnectivityReport {
  readonly schema: 'ppmi.connectivity/1';
  readonly vantage: 'machine';
  readonly cloud: CloudId;
  /** ISO time. */
  readonly startedAt: string;
  /** Without credentials; null: direct. A host may still go past it (NO_PROXY). */
  readonly proxy: { readonly host: string; readonly port: number; readonly source: string } | null;
  /** Which settings of the machine were read, and which cannot be. */
  readonly read: readonly string[];
  /** Seconds that this machine is behind the services (ahead: negative); null: no answer that counts. */
  readonly clock: { readonly skewSeconds: number | null; readonly samples: number };
  readonly cloudSignals: CloudSignals;
  /** What is no problem of the network, and matters elsewhere. */
  readonly notes: readonly string[];
  readonly endpoints: readonly EndpointReport[];
  readonly findings: readonly ConnectivityFinding[];
}
