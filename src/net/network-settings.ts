/** Network settings of the run: proxy and trusted CAs. */
import { type CertificateAuthorities, emulatorAuthorities, machineAuthorities } from './certificate-authorities.ts';
import { type Environment, type ProxyServer, type ProxySettings, proxySettings, type Route } from './proxy.ts';

export interface NetworkSettings {
  /** Environment variables, for the proxy and NODE_EXTRA_CA_CERTS: `process.env`. */
  readonly environment: Environment;
  /** A proxy given by the user; overrides the variables and NO_PROXY. */
  readonly proxy?: string;
  /** Additional CA certificates, PEM. */
  readonly ca?: readonly string[];
  /** Isolation: every request uses this proxy, no setting of the machine is read, and no name is resolved. */
  readonly emulated?: { readonly proxyUrl: string; readonly caPem: string };
}

export interface ProxyAndTrust {
  readonly proxy: ProxyServer | null;
  readonly conflict: ProxySettings['conflict'];
  route(host: string, port: number): Route;
  /** Parsed once, when first needed. */
  trust(): CertificateAuthorities;
}

export function proxyAndTrust({ environment, proxy, ca = [], emulated }: NetworkSettings): ProxyAndTrust {
  const settings =
    emulated === undefined ? proxySettings(environment, proxy) : proxySettings({}, emulated.proxyUrl, 'emulator');
  let trust: CertificateAuthorities | null = null;
  return {
    proxy: settings.proxy,
    conflict: settings.conflict,
    route: settings.route,
    trust() {
      trust ??= emulated === undefined ? machineAuthorities(ca, environment) : emulatorAuthorities(emulated.caPem);
      return trust;
    },
  };
}
