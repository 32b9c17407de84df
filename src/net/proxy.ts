/** The proxy of a request, and why. The order and the forms of NO_PROXY are defined by ppmi (docs/proxies.md). */
import { BlockList, isIP } from 'node:net';
import { PpmiError } from '../domain/errors.ts';
import type { Finding } from '../domain/findings.ts';
import { networkFault } from '../domain/network-findings.ts';
import { findingOf } from './fault/finding.ts';

export interface ProxyServer {
  readonly protocol: 'http:' | 'https:';
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Percent-decoded; null: none in the URL. */
  readonly credentials: { readonly user: string; readonly password: string } | null;
  /** `PPMI_PROXY`, `https_proxy`, …, `--proxy`: where it was read. */
  readonly source: string;
  /** False: the address names no port, and that of the protocol was taken. */
  readonly portGiven: boolean;
}

/** How one host is reached. */
export interface Route {
  readonly proxy: ProxyServer | null;
  /** The entry of NO_PROXY that fits. */
  readonly bypass: string | null;
  /** The variable that holds the entry. */
  readonly bypassSource: string | null;
  /** The proxy that the entry takes the host past. */
  readonly bypassed: ProxyServer | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Where a proxy for https URLs is looked for. curl and most tools prefer lower case (experiment). */
const variables = ['PPMI_PROXY', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const;

export interface ProxySettings {
  /** The route to an https host. */
  route(host: string, port?: number): Route;
  readonly proxy: ProxyServer | null;
  /** A variable that other programs take before or instead of ours, and that names another proxy; null: none. */
  readonly conflict: { readonly source: string; readonly proxy: string } | null;
}

/** @param explicit a proxy that was given; NO_PROXY does not apply to it. `origin` says by what. */
export function proxySettings(environment: Environment, explicit?: string, origin = '--proxy'): ProxySettings {
  if (explicit !== undefined) {
    const proxy = parseProxy(explicit, origin);
    return { proxy, route: () => ({ ...direct, proxy }), conflict: null };
  }
  const source = variables.find((name) => environment[name]?.trim());
  const proxy = source === undefined ? null : parseProxy(environment[source] ?? '', source);
  const bypassSource = environment.no_proxy?.trim() ? 'no_proxy' : 'NO_PROXY';
  const exceptions = noProxyEntries(environment[bypassSource] ?? '');
  return {
    proxy,
    conflict: source === undefined || proxy === null ? null : conflictOf(environment, source, proxy),
    route(host, port = 443) {
      if (proxy === null) return direct;
      const bypass = exceptions.find((entry) => matches(entry, host, port)) ?? null;
      return bypass === null ? { ...direct, proxy } : { proxy: null, bypass, bypassSource, bypassed: proxy };
    },
  };
}

const direct: Route = { proxy: null, bypass: null, bypassSource: null, bypassed: null };

/** Programs differ in which variable they prefer: the Azure SDK takes upper case first, curl lower case (experiment). */
function conflictOf(environment: Environment, source: string, { host, port }: ProxyServer): ProxySettings['conflict'] {
  for (const other of ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'] as const) {
    const value = environment[other]?.trim();
    if (other === source || value === undefined || value === '') continue;
    const named = tryParse(value, other);
    const address = named === null ? 'an address that cannot be read' : addressOf(named);
    if (address !== addressOf({ host, port })) return { source: other, proxy: address };
  }
  return null;
}

/** `host:port`, an IPv6 address in brackets. */
export function addressOf({ host, port }: Pick<ProxyServer, 'host' | 'port'>): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

function tryParse(text: string, source: string): ProxyServer | null {
  try {
    return parseProxy(text, source);
  } catch {
    return null;
  }
}

function parseProxy(text: string, source: string): ProxyServer {
  const trimmed = text.trim();
  // `set HTTPS_PROXY="http://…"` in cmd: the marks become part of the value.
  if (/^["']|["']$/.test(trimmed)) {
    throw new PpmiError('usage', {
      detail: `${source} has quotation marks around the address of the proxy; remove them`,
    });
  }
  // `host:port` without a scheme is what many people set; curl takes it as http.
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!URL.canParse(address) || new URL(address).hostname === '') {
    throw new PpmiError('usage', { detail: `${source} does not hold the address of a proxy (http://host:port)` });
  }
  const url = new URL(address);
  const { protocol } = url;
  if (protocol !== 'http:' && protocol !== 'https:') {
    const kind = protocol.slice(0, -1);
    const detail = `${source} names a ${kind} proxy; ppmi speaks to http and https proxies only`;
    throw new PpmiError('usage', { detail }, { finding: noProxy(url, source, kind) });
  }
  if (/\.(pac|dat)$/i.test(url.pathname)) {
    const detail = `${source} holds the address of a PAC script, which ppmi and Node do not evaluate, instead of a proxy`;
    throw new PpmiError('usage', { detail }, { finding: noProxy(url, source, 'pac') });
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
    // URL drops a port that is the default of the protocol.
    portGiven: /:\d+\/?$/.test(address.replace(/^[a-z]+:\/\//i, '')),
  };
}

/** The setting names something that is no HTTP proxy. */
function noProxy({ hostname, port, protocol }: URL, source: string, kind: string): Finding {
  const host = hostname.replace(/^\[|\]$/g, '');
  const proxy = port === '' ? host : `${host}:${port}`;
  return findingOf(networkFault('proxy-is-no-proxy', host, { proxy, source, answer: protocol, kind }));
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

/** The proxy variable that is used and names no scheme: it is taken for http, as curl takes it. */
export function withoutScheme(environment: Environment): string | null {
  const source = variables.find((name) => environment[name]?.trim());
  const value = source === undefined ? '' : (environment[source]?.trim() ?? '');
  return source === undefined || /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? null : source;
}

/** Entries of NO_PROXY that take no host past the proxy, although they name one. */
export function ignoredExceptions(
  environment: Environment,
): readonly { readonly entry: string; readonly source: string }[] {
  const source = environment.no_proxy?.trim() ? 'no_proxy' : 'NO_PROXY';
  return noProxyEntries(environment[source] ?? '')
    .filter((entry) => /^[a-z][a-z0-9+.-]*:\/\//.test(entry))
    .map((entry) => ({ entry: entry.replace(/\/\/[^/@]*@/, '//'), source }));
}

/**
 * Entries that ppmi, curl and Node honor, and the Azure SDK for JavaScript does not: it knows an exact host and a leading
 * dot (observed).
 */
export function unsharedExceptions(
  environment: Environment,
): readonly { readonly entry: string; readonly source: string }[] {
  const source = environment.no_proxy?.trim() ? 'no_proxy' : 'NO_PROXY';
  return noProxyEntries(environment[source] ?? '')
    .filter((entry) => /^\*(?:$|\.)/.test(entry))
    .map((entry) => ({ entry, source }));
}

/** `*`, `host`, `.suffix`, `*.suffix`, `suffix`, any of them with `:port`, `[v6]`, `[v6]:port`, CIDR for literal addresses. */
function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (entry.includes('/')) return inSubnet(entry, name);
  const { pattern, requiredPort } = splitPort(entry);
  if (requiredPort !== null && requiredPort !== port) return false;
  if (isIP(pattern)) return sameAddress(pattern, name);
  const suffix = pattern.replace(/^\*?\./, '');
  return suffix !== '' && (name === suffix || (!isIP(name) && name.endsWith(`.${suffix}`)));
}

function splitPort(entry: string): { readonly pattern: string; readonly requiredPort: number | null } {
  const parts = /^(?:\[(?<v6>[^\]]+)\]|(?<name>[^:]+))(?::(?<port>\d+))?$/.exec(entry)?.groups;
  if (parts === undefined) return { pattern: entry, requiredPort: null };
  return {
    pattern: parts.v6 ?? parts.name ?? entry,
    requiredPort: parts.port === undefined ? null : Number(parts.port),
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
