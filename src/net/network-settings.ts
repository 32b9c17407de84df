/** How this run leaves the machine: by which proxy, trusting whom. */
import { type CertificateAuthorities, emulatorAuthorities, machineAuthorities } from './certificate-authorities.ts';
import { type Environment, type ProxyServer, type ProxySettings, proxySettings, type Route } from './proxy.ts';

export interface NetworkSettings {
  /** Where proxy variables and NODE_EXTRA_CA_CERTS are looked for: `process.env`. */
  readonly environment: Environment;
  /** A proxy given by the user; beats the variables and NO_PROXY. */
  readonly proxy?: string;
  /** More authorities, PEM. */
  readonly ca?: readonly string[];
  /** Isolation: every host is asked through this proxy, nothing of the machine is read, no name is resolved. */
  readonly emulated?: { readonly proxyUrl: string; readonly caPem: string };
}

export interface ProxyAndTrust {
  readonly proxy: ProxyServer | null;
  readonly conflict: ProxySettings['conflict'];
  route(host: string, port: number): Route;
  /** Parsed when first wanted, once. */
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
