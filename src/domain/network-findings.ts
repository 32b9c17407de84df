/** Findings about the network between this machine and the services, with their arguments. Null means unknown. */

type Text = string | null;

export interface AtHost {
  readonly host: string;
  readonly port: number;
}

interface Detailed extends AtHost {
  readonly detail: Text;
}

/** A configured proxy. */
interface AtProxy {
  /** `host:port`, without credentials. */
  readonly proxy: string;
  /** The flag or variable that names it. */
  readonly source: string;
}

interface AboutCertificate extends AtHost {
  /** `CN=…` of its issuer. */
  readonly issuer: Text;
}

interface OutOfTime {
  readonly subject: Text;
  /** It is the certificate of a CA above that of the host, which itself is valid now. Absent: the host's own. */
  readonly authority?: true;
}

export interface NetworkFindings {
  // DNS
  'dns-fails': Detailed;
  'dns-resolver-fails': AtHost & { readonly resolver: Text; readonly answer: string };
  'dns-resolver-silent': AtHost & { readonly resolver: Text; readonly detail: Text };
  'dns-filtered': AtHost & { readonly address: string; readonly resolver: Text };
  'hosts-file-entry': AtHost & { readonly address: string; readonly file: string; readonly detail: Text };
  'private-address': AtHost & { readonly address: string; readonly detail: Text };
  // TCP
  'tcp-refused': Detailed;
  'tcp-timeout': Detailed;
  'tcp-no-route': Detailed;
  'tcp-local-policy': Detailed;
  'ipv6-broken': Detailed;
  'local-agent-answers': AtHost & { readonly address: string; readonly detail: Text };
  // TLS
  'tls-intercepted-untrusted': AboutCertificate & { readonly detail: Text };
  'tls-intercepted-trusted': AboutCertificate;
  'tls-missing-intermediate': Detailed;
  'tls-root-in-system-store': AboutCertificate & { readonly store: string; readonly option: string };
  'tls-certificate-expired': AboutCertificate & OutOfTime & { readonly notAfter: string };
  'tls-certificate-not-yet-valid': AboutCertificate & OutOfTime & { readonly notBefore: string };
  'tls-other-host': AboutCertificate & { readonly names: string };
  'tls-cut-off': AtHost & { readonly detail: Text };
  'tls-no-answer': Detailed;
  'mtu-too-small': Detailed;
  'tls-old-version': AtHost & { readonly version: Text };
  'tls-no-http1': AtHost;
  'tls-client-certificate': AtHost;
  /** `detail`: what is wrong with the certificate; absent: nothing is known to be. */
  'tls-fails': AtHost & { readonly detail?: string };
  'tls-verification-off': { readonly variable: string };
  'not-tls': AtHost & { readonly page: Text; readonly detail: Text };
  // HTTP
  'http-no-answer': Detailed;
  'http-cut-off': Detailed;
  'http-body-cut': Detailed;
  'not-http': Detailed;
  'block-page': AtHost & { readonly page: Text; readonly detail: Text };
  'captive-portal': AtHost & { readonly page: Text; readonly hosts: number };
  'foreign-answer': Detailed;
  'header-stripped': AtHost & { readonly header: string };
  'service-unavailable': AtHost & { readonly seconds: number | null };
  throttled: AtHost & { readonly seconds: number | null };
  'clock-skew': AtHost & { readonly skew: string; readonly detail: Text };
  // Proxy
  'proxy-not-found': AtProxy & { readonly detail: Text };
  'proxy-refuses-connection': AtProxy & { readonly local: Text };
  'proxy-no-answer': AtProxy & { readonly detail: Text };
  'proxy-is-no-proxy': AtProxy & {
    readonly answer: string;
    /** What its address says that it is: `pac`, or another scheme than http. Absent: seen in what it answers. */
    readonly kind?: string;
  };
  'proxy-scheme-mismatch': AtProxy & { readonly configured: string; readonly actual: string };
  'proxy-certificate': AtProxy & { readonly issuer: Text };
  'proxy-auth-required': AtProxy & { readonly schemes: Text; readonly relay: Text };
  'proxy-password-refused': AtProxy;
  'proxy-refuses-host': Detailed & Partial<AtProxy>;
  /** `status` null: it does not answer for this host, and does for others. */
  'proxy-cannot-reach-host': Detailed & AtProxy & { readonly status: number | null };
  'proxy-variables-conflict': AtProxy & { readonly other: string; readonly otherProxy: string };
  'proxy-bypassed': AtHost & {
    readonly entry: string;
    readonly source: string;
    readonly proxy: string;
    readonly detail: Text;
  };
  'proxy-port-missing': AtProxy;
  'proxy-not-used': { readonly source: string; readonly detail: Text; readonly direct?: 'works' | 'fails' };
  // The network of the environment
  'environment-name-not-resolved': Detailed;
  'environment-connection-fails': Detailed;
  'environment-tls-fails': Detailed;
  'environment-revocation-blocked': Detailed;
  'environment-subnet-full': {
    readonly region: string;
    readonly subnet: Text;
    /** In CIDR notation. */
    readonly range: string;
    /** Addresses that this environment holds, of those that Azure leaves. */
    readonly reserved: number;
    readonly capacity: number;
  };
  // Tenant and cloud
  /** `signals`: what each signal of the cloud says, where they disagree. */
  'wrong-cloud-host': AtHost & { readonly cloud: Text; readonly actual: Text; readonly signals?: string };
  'tenant-elsewhere': AtHost & { readonly tenant: string; readonly given: string };
  'tenant-unknown': AtHost & { readonly tenant: string; readonly cloud: string };
}

export type NetworkFindingName = keyof NetworkFindings;

/** Who can fix it. A report has one block for each. */
export const networkOwners = ['this-machine', 'network-team', 'proxy-team', 'tenant-admin', 'service'] as const;

export type NetworkOwner = (typeof networkOwners)[number];

/** The finding of one stage, and the host that it is about. */
export type NetworkFault = {
  readonly [N in NetworkFindingName]: {
    readonly name: N;
    readonly args: NetworkFindings[N];
    /** The endpoint, or the proxy in front of it. */
    readonly host: string;
  };
}[NetworkFindingName];

export function networkFault<N extends NetworkFindingName>(
  name: N,
  host: string,
  args: NetworkFindings[N],
): NetworkFault {
  return { name, args, host } as unknown as NetworkFault;
}
