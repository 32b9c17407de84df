/** What describes a situation of the laboratory. */
import type { NetworkFindingName, NetworkOwner } from '../../src/domain/network-findings.ts';
import type { LabCloud } from './clouds.ts';
import type { commands, emulatedCommands } from './commands.ts';

/** What listens at an address of a service instead of it. */
export type Behavior =
  | 'nothing'
  | 'sni-close'
  | 'sni-reset'
  | 'reset'
  | 'close'
  | 'silent'
  | 'ssh'
  | 'plain-http'
  | 'old-tls'
  | 'odd-ciphers'
  | 'h2-only'
  | 'h2-always'
  | 'client-certificate-12'
  | 'client-certificate-13'
  | 'expired'
  | 'early'
  | 'other-host'
  | 'untrusted'
  | 'untrusted-leaf'
  | 'untrusted-chain'
  | 'self-signed'
  | 'no-intermediate'
  | 'http-silent'
  | 'http-drip'
  | 'http-slow'
  | 'http-close'
  | 'http-reset'
  | 'not-http'
  | 'body-cut'
  | 'block-200'
  | 'block-403'
  | 'redirect'
  | 'sign-in-required'
  | 'foreign-json'
  | 'no-challenge'
  | 'unavailable'
  | 'gateway-503'
  | 'gateway-502'
  | 'throttled'
  | 'sni-silent'
  | 'alert-name'
  | 'alert-denied'
  | 'alert-handshake'
  | 'expired-intermediate'
  | 'early-intermediate'
  | 'sha1'
  | 'gzip-page'
  | 'bare-html'
  | 'endless-head'
  | 'endless-page'
  | 'early-hints'
  | 'no-date'
  | 'origin-407'
  | 'sign-on'
  | 'forbidden-json'
  | 'empty-200'
  | 'keys-blocked'
  | 'vault-forbidden'
  | 'wrong-usage'
  | 'wrong-chain'
  | 'retired-ca'
  | 'close-at-once'
  | 'reset-at-once'
  | 'half-closed'
  | 'body-drip'
  | 'body-silent'
  | 'gzip-garbage'
  | 'chunk-garbage'
  | 'status-451'
  | 'sign-in-page'
  | 'gateway-429'
  | 'gateway-500'
  | 'gateway-404'
  | 'alert-internal'
  | 'two-heads'
  | 'tls-then-silent-once';

/** How a proxy behaves. */
export type ProxyKind =
  | 'forward'
  | 'forward-basic'
  | 'ssh'
  | 'socks'
  | 'web-server'
  | 'silent'
  | 'close'
  | '403'
  | '403-graph'
  | '451'
  | '500'
  | '502'
  | '503'
  | '504'
  | '407-ntlm'
  | '407-mixed'
  | '407-basic'
  | '407-none'
  | '407-digest'
  | '407-negotiate'
  | '302'
  | '400'
  | '405'
  | '429'
  | '501'
  | '511'
  | 'forward-10'
  | 'opens-and-closes'
  | 'opens-and-waits'
  | 'tls'
  | 'tls-untrusted'
  | 'tls-forward'
  | 'reset'
  | 'slow'
  | 'page-200'
  | 'misleads'
  | 'inspects'
  | 'inspects-retired'
  | '407-ntlm-graph'
  | 'closes-graph'
  | 'silent-graph';

export interface Situation {
  readonly id: string;
  /** Null: no finding at all. */
  readonly expect: NetworkFindingName | null;
  /** What may stand beside it. */
  readonly also?: readonly NetworkFindingName[];
  readonly owner?: NetworkOwner;
  /** Default: 0 without a finding, else 1. */
  readonly exit?: number;
  /** Time limit; default: that of a fault that is seen at once. */
  readonly seconds?: number;
  /** The hosts that fail; `organization`: that of the emulated environment. Default: Graph. */
  readonly at?: 'all' | readonly string[];
  readonly does?: Behavior;
  /** What the resolver does with their names: an answer, or the address that it gives. */
  readonly dns?:
    | 'servfail'
    | 'refused'
    | 'formerr'
    | 'notimp'
    | 'truncated'
    | 'slow'
    | 'silent'
    | 'nxdomain'
    | 'nodata'
    | 'no-aaaa-answer'
    | 'alias-to-nothing'
    | 'by-tcp'
    | 'private-link'
    | 'private-link-public'
    | string;
  /** Addresses that the services have; default: IPv4 only. */
  readonly family?: 4 | 6 | 46;
  /** Where IPv6 leads to; default: to the services. */
  readonly six?: 'dropped' | 'unreachable' | 'refused' | 'no-route';
  /** Where IPv4 leads to; default: to the services. */
  readonly four?: 'dropped';
  /** The far router says that these addresses cannot be reached, or this machine forbids them. */
  readonly route?: 'unreachable' | 'prohibited' | 'no-default';
  /** The far side accepts a connection to any address. */
  readonly acceptsAll?: boolean;
  readonly hosts?: string;
  /** Lines of /etc/nsswitch.conf. */
  readonly nsswitch?: string;
  /** What listens at 20.190.0.80:3128. */
  readonly proxy?: ProxyKind;
  /** Bytes that the path carries in one packet; what is larger is dropped without a word. */
  readonly mtu?: number;
  /** Resolvers in /etc/resolv.conf, instead of the one of the laboratory. */
  readonly resolvers?: readonly string[];
  /** Seconds that the services are ahead of this machine. */
  readonly ahead?: number;
  /** The certificates live by the clock of the services as well. */
  readonly certificatesToo?: boolean;
  /** What answers on port 80; default: revocation lists. */
  readonly plainHttp?: 'portal';
  /** Whose hosts there are; default: public. */
  readonly cloud?: LabCloud;
  /** A scenario of the emulator, which plays the services that have no fault. */
  readonly emulates?: string;
  /** What Entra and the organization say of tenant and cloud. */
  readonly tenancy?: 'unknown' | 'other-tenant' | 'other-cloud';
  /** The root of the laboratory is in the system's store instead of in `--ca-file`. */
  readonly trust?: 'ca-file' | 'extra-ca' | 'system-store' | 'none';
  /** Default: connectivity. */
  readonly command?: keyof typeof commands | keyof typeof emulatedCommands;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Hosts that a user names beside those of the cloud. */
export const manyHosts = Array.from({ length: 40 }, (_, index) => `host-${index}.contoso.com`);
