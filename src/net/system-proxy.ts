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

const key = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

export async function readSystemProxy(
  platform: NodeJS.Platform = process.platform,
  run: (file: string, args: readonly string[]) => Promise<string | null> = output,
): Promise<SystemProxyReading> {
  if (platform === 'win32') {
    const text = await run('reg', ['query', key]);
    return reading('Windows Internet Settings', text, text === null ? null : windowsProxy(text));
  }
  if (platform === 'darwin') {
    const text = await run('scutil', ['--proxy']);
    return reading('macOS network settings', text, text === null ? null : macProxy(text));
  }
  return { proxy: null, note: 'Proxy settings of the system: not read on this platform (environment variables only)' };
}

function reading(source: string, text: string | null, proxy: SystemProxy | null): SystemProxyReading {
  const found = text === null ? 'could not be read' : proxy === null ? 'read, no proxy' : `read, ${proxy.detail}`;
  return { proxy, note: `Proxy settings of the system (${source}): ${found}` };
}

/** Lines such as `    ProxyEnable    REG_DWORD    0x1`. */
function windowsProxy(text: string): SystemProxy | null {
  const value = (name: string) => new RegExp(`^\\s+${name}\\s+REG_\\w+\\s+(.+?)\\s*$`, 'mi').exec(text)?.[1] ?? null;
  const script = value('AutoConfigURL');
  if (script !== null) return { source: 'Windows Internet Settings', detail: `PAC script ${script}` };
  const server = value('ProxyServer');
  if (server === null || value('ProxyEnable') !== '0x1') return null;
  return { source: 'Windows Internet Settings', detail: `proxy ${server}` };
}

/** Lines such as `  HTTPSProxy : proxy.example`. */
function macProxy(text: string): SystemProxy | null {
  const value = (name: string) => new RegExp(`^\\s*${name} : (.+?)\\s*$`, 'm').exec(text)?.[1] ?? null;
  const source = 'macOS network settings';
  if (value('ProxyAutoConfigEnable') === '1') {
    return { source, detail: `PAC script ${value('ProxyAutoConfigURLString') ?? ''}`.trim() };
  }
  if (value('HTTPSEnable') !== '1') return null;
  return { source, detail: `proxy ${value('HTTPSProxy') ?? ''}:${value('HTTPSPort') ?? ''}` };
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
