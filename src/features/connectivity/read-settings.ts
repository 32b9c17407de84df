/** The settings of this machine that a run uses, as shown in the report. */
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { MachineSettings } from '../../net/probe/probe.ts';
import { ignoredExceptions, unsharedExceptions, withoutScheme } from '../../net/proxy.ts';
import { readSystemProxy } from '../../net/system-proxy.ts';
import type { NetworkFlags } from '../../session/network-settings.ts';

const proxyVariables = [
  'PPMI_PROXY',
  'https_proxy',
  'HTTPS_PROXY',
  'all_proxy',
  'ALL_PROXY',
  'http_proxy',
  'HTTP_PROXY',
  'no_proxy',
  'NO_PROXY',
];

/** @param ca the certificates of `--ca-file`, which is read once: it may be a pipe */
export async function readSettings(flags: NetworkFlags, ca: readonly string[] = []): Promise<MachineSettings> {
  const { env, version } = process;
  const set = proxyVariables.filter((name) => env[name]?.trim());
  const bare = flags.proxy === undefined ? withoutScheme(env) : null;
  const { proxy, note } = await readSystemProxy();
  const option = /--use-system-ca\b/.test(`${env.NODE_OPTIONS ?? ''} ${process.execArgv.join(' ')}`);
  const systemStore = option || env.NODE_USE_SYSTEM_CA === '1';
  const certificateSources = [
    `bundled with Node ${version} (${rootCertificates.length})`,
    ...(systemStore ? ["the operating system's store"] : []),
    ...(env.NODE_EXTRA_CA_CERTS ? [`NODE_EXTRA_CA_CERTS (${await countIn(env.NODE_EXTRA_CA_CERTS)})`] : []),
    ...(flags['ca-file'] === undefined ? [] : [`--ca-file (${ca.length})`]),
  ];
  return {
    systemProxy: proxy,
    read: [
      `Proxy: ${flags.proxy === undefined ? set.join(', ') || 'no variable is set' : '--proxy'}`,
      ...(bare === null ? [] : [`${bare} names no scheme: http:// is assumed`]),
      ...ignoredExceptions(env).map(
        ({ entry, source }) => `${source}: ${entry} matches no host; an entry is a host name without a scheme`,
      ),
      ...unsharedExceptions(env).map(
        ({ entry, source }) =>
          `${source}: ${entry} applies to ppmi, but not to tools that use the Azure SDK for JavaScript, which knows exact hosts and .suffix only`,
      ),
      note,
      `Certificate authorities: ${certificateSources.join(', ')}`,
      ...(systemStore
        ? []
        : ["The operating system's certificate store is read only to explain a CA that is not trusted"]),
    ],
  };
}

/** Certificates in a PEM file; a file in another form is one certificate. */
async function countIn(file: string): Promise<string> {
  try {
    const count = (await readFile(file, 'latin1')).split('-----BEGIN CERTIFICATE-----').length - 1;
    return String(Math.max(count, 1));
  } catch {
    return 'cannot be read';
  }
}
