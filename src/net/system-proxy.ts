/** Proxy settings of the system, which Node does not follow: read only to name them. */
import { execFile } from 'node:child_process';
import { childEnvironment } from './child-environment.ts';

export interface SystemProxy {
  /** Where it is configured, in words. */
  readonly source: string;
  readonly detail: string | null;
}

export interface SystemProxyReading {
  /** Null: none is configured, or it could not be read. */
  readonly proxy: SystemProxy | null;
  /** What was read, for the report. */
  readonly note: string;
}

type Run = (file: string, args: readonly string[]) => Promise<string | null>;

export interface SystemProxyOptions {
  readonly platform?: NodeJS.Platform;
  /** `XDG_CURRENT_DESKTOP`. */
  readonly desktop?: string | undefined;
  /** Output of a program; null: it is missing or failed. */
  readonly run?: Run;
}

export async function readSystemProxy({
  platform = process.platform,
  desktop = process.env.XDG_CURRENT_DESKTOP,
  run = output,
}: SystemProxyOptions = {}): Promise<SystemProxyReading> {
  if (platform === 'win32') return readWindows(run);
  if (platform === 'darwin') {
    const text = await run('scutil', ['--proxy']);
    return reading('macOS network settings', text, text === null ? null : macProxy(text));
  }
  if (/gnome|unity|cinnamon/i.test(desktop ?? '')) return readGnome(run);
  return { proxy: null, note: 'Proxy settings of the system: not read on this platform (environment variables only)' };
}

function reading(source: string, text: string | null, detail: string | null): SystemProxyReading {
  const shown = detail === null ? null : withoutCredentials(detail);
  const found = text === null ? 'could not be read' : shown === null ? 'read, no proxy' : `read, ${shown}`;
  return {
    proxy: shown === null ? null : { source, detail: shown },
    note: `Proxy settings of the system (${source}): ${found}`,
  };
}

/** An address of a script or proxy may hold a password. */
const withoutCredentials = (text: string) => text.replaceAll(/\/\/[^/@\s]*@/g, '//');

const key = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** The settings of the user, then those of services (WinHTTP). */
async function readWindows(run: Run): Promise<SystemProxyReading> {
  const text = await run('reg', ['query', key]);
  const user = text === null ? null : windowsProxy(text);
  if (user !== null) return reading('Windows Internet Settings', text, user);
  const winHttp = await run('netsh', ['winhttp', 'show', 'proxy']);
  // The words are in the language of the system; without a proxy there is no address.
  const server = /:\s*((?:https?=)?[\w.[\]-]+:\d{1,5}\S*)\s*$/m.exec(winHttp ?? '')?.[1];
  if (server !== undefined) return reading('Windows WinHTTP settings', winHttp, `proxy ${server}`);
  const none = reading('Windows Internet Settings', text, null);
  const connections = await run('reg', ['query', `${key}\\Connections`, '/v', 'DefaultConnectionSettings']);
  // Windows has it on from the start, so it says nothing about this network: it is named, and no finding.
  return detectsAutomatically(connections ?? '')
    ? { ...none, note: `${none.note}; automatic detection (WPAD) is on, which ppmi does not follow` }
    : none;
}

/** The ninth byte holds flags: 8 is automatic detection (general knowledge; no documentation of Microsoft's was found). */
function detectsAutomatically(text: string): boolean {
  const bytes = /\sREG_BINARY\s+([0-9A-F]+)/i.exec(text)?.[1] ?? '';
  return (Number.parseInt(bytes.slice(16, 18) || '0', 16) & 8) !== 0;
}

/** Lines such as `    ProxyEnable    REG_DWORD    0x1`. */
function windowsProxy(text: string): string | null {
  const value = (name: string) =>
    new RegExp(`^[ \\t]+${name}[ \\t]+REG_\\w+[ \\t]+(.+)$`, 'mi').exec(text)?.[1]?.trim() || null;
  const script = value('AutoConfigURL');
  if (script !== null) return `PAC script ${script}`;
  const server = value('ProxyServer');
  return server === null || value('ProxyEnable') !== '0x1' ? null : `proxy ${server}`;
}

/** Lines such as `  HTTPSProxy : proxy.example`. */
function macProxy(text: string): string | null {
  const value = (name: string) => new RegExp(`^[ \\t]*${name} : (.+)$`, 'm').exec(text)?.[1]?.trim() || null;
  if (value('ProxyAutoConfigEnable') === '1') return `PAC script ${value('ProxyAutoConfigURLString') ?? ''}`.trim();
  if (value('ProxyAutoDiscoveryEnable') === '1') return 'automatic detection (WPAD)';
  if (value('HTTPSEnable') === '1') return `proxy ${value('HTTPSProxy') ?? ''}:${value('HTTPSPort') ?? ''}`;
  if (value('SOCKSEnable') === '1') return `SOCKS proxy ${value('SOCKSProxy') ?? ''}:${value('SOCKSPort') ?? ''}`;
  return null;
}

async function readGnome(run: Run): Promise<SystemProxyReading> {
  const get = async (schema: string, name: string) =>
    (await run('gsettings', ['get', `org.gnome.system.proxy${schema}`, name]))?.trim().replace(/^'|'$/g, '') ?? null;
  const mode = await get('', 'mode');
  const source = 'GNOME settings';
  if (mode === 'auto') {
    const script = await get('', 'autoconfig-url');
    return reading(source, mode, script ? `PAC script ${script}` : 'automatic detection (WPAD)');
  }
  if (mode !== 'manual') return reading(source, mode, null);
  const host = await get('.https', 'host');
  return reading(source, mode, host ? `proxy ${host}:${(await get('.https', 'port')) ?? ''}` : null);
}

/** Null: the tool is missing or failed. */
function output(file: string, args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const env = childEnvironment();
    execFile(file, [...args], { timeout: 1500, windowsHide: true, env }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    );
  });
}
