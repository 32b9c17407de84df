/** Which proxy a request takes, and why. The order and the forms of NO_PROXY are ours (docs/connectivity, section 6). */
import { BlockList, isIP } from 'node:net';
import { PpmiError } from '../domain/errors.ts';

export interface ProxyServer {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Percent-decoded; null: none in the URL. */
  readonly credentials: { readonly user: string; readonly password: string } | null;
  /** `PPMI_PROXY`, `https_proxy`, …, `--proxy`: where it was read. */
  readonly source: string;
}

/** How one host is reached. `bypass` is the NO_PROXY entry that fits. */
export interface Route {
  readonly proxy: ProxyServer | null;
  readonly bypass: string | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a proxy for https URLs is looked for. curl and most tools prefer lower case (experiment). */
const variables = ['PPMI_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

export interface ProxySettings {
  /** The route to an https host. */
  route(host: string, port?: number): Route;
  readonly proxy: ProxyServer | null;
}

/** @param explicit a proxy that was given; NO_PROXY does not apply to it. `origin` says by what. */
export function proxySettings(environment: Environment, explicit?: string, origin = '--proxy'): ProxySettings {
  if (explicit !== undefined) {
    const proxy = parseProxy(explicit, origin);
    return { proxy, route: () => ({ proxy, bypass: null }) };
  }
  const source = variables.find((name) => environment[name]?.trim());
  const proxy = source === undefined ? null : parseProxy(environment[source] ?? '', source);
  const exceptions = noProxyEntries(environment.no_proxy?.trim() || environment.NO_PROXY || '');
  return {
    proxy,
    route(host, port = 443) {
      if (proxy === null) return { proxy: null, bypass: null };
      const bypass = exceptions.find((entry) => matches(entry, host, port)) ?? null;
      return bypass === null ? { proxy, bypass } : { proxy: null, bypass };
    },
  };
}

function parseProxy(text: string, source: string): ProxyServer {
  const trimmed = text.trim();
  // `host:port` without a scheme is what many people set; curl takes it as http.
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!URL.canParse(address) || new URL(address).hostname === '') {
    throw new PpmiError('usage', { detail: `${source} does not hold the address of a proxy (http://host:port)` });
  }
  const url = new URL(address);
  const { protocol } = url;
  if (protocol !== 'http:' && protocol !== 'https:') {
    const detail = `${source} names a ${protocol.slice(0, -1)} proxy; ppmi speaks to http and https proxies only`;
    throw new PpmiError('usage', { detail });
  }
  return {
    protocol,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (protocol === 'https:' ? 443 : 80),
    credentials:
      url.username === '' && url.password === ''
        ? null
        : { user: percentDecode(url.username), password: percentDecode(url.password) },
    source,
  };
}

/** A stray percent sign in a password is meant as it stands. */
function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function noProxyEntries(text: string): readonly string[] {
  return text
    .split(/[\s,;]+/)
    .map((entry) => entry.toLowerCase())
    .filter((entry) => entry !== '');
}

/** `*`, `host`, `.suffix`, `*.suffix`, `suffix`, any of them with `:port`, `[v6]`, `[v6]:port`, CIDR for literal addresses. */
function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (entry.includes('/')) return inSubnet(entry, name);
  const { pattern, wantedPort } = splitPort(entry);
  if (wantedPort !== null && wantedPort !== port) return false;
  if (isIP(pattern)) return sameAddress(pattern, name);
  const suffix = pattern.replace(/^\*?\./, '');
  return suffix !== '' && (name === suffix || (!isIP(name) && name.endsWith(`.${suffix}`)));
}

function splitPort(entry: string): { readonly pattern: string; readonly wantedPort: number | null } {
  const parts = /^(?:\[(?<v6>[^\]]+)\]|(?<name>[^:]+))(?::(?<port>\d+))?$/.exec(entry)?.groups;
  if (parts === undefined) return { pattern: entry, wantedPort: null };
  return {
    pattern: parts.v6 ?? parts.name ?? entry,
    wantedPort: parts.port === undefined ? null : Number(parts.port),
  };
}

function sameAddress(a: string, b: string): boolean {
  return isIP(a) === isIP(b) && (isIP(a) === 4 ? a === b : inSubnet(`${a}/128`, b));
}

function inSubnet(cidr: string, address: string): boolean {
  const [network = '', bits = ''] = cidr.split('/');
  const family = isIP(network);
  const length = /^\d+$/.test(bits) ? Number(bits) : -1;
  if (family === 0 || isIP(address) !== family || length < 0 || length > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, length, type);
  return list.check(address, type);
}
