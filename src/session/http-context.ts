/** The one place that picks live or emulated: what a command that talks sends its requests through. */
import type { Redactor } from '../domain/redact.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { createHttp, type Http } from '../net/http.ts';
import type { RequestLog } from '../net/log.ts';
import type { LogEntry } from '../net/log-entry.ts';
import type { NetworkSettings } from '../net/network-settings.ts';
import type { RetryPolicy } from '../net/retry.ts';
import { type NetworkFlags, networkSettingsOf } from './network-settings.ts';
import { newRunRedactor } from './run-redactor.ts';
import { type EmulateFlags, emulatedWorld } from './scenarios.ts';

export interface ConnectionFlags extends EmulateFlags, NetworkFlags {
  readonly 'log-file'?: string | undefined;
  readonly 'allow-host'?: readonly string[] | undefined;
}

export interface HttpContext {
  readonly http: Http;
  readonly redactor: Redactor;
  /** The pretended cloud of this run; null on a real one. */
  readonly emulator: Emulator | null;
  /** How this run leaves the machine, for what opens connections of its own. */
  readonly network: NetworkSettings;
  close(): Promise<void>;
}

export async function openHttpContext(flags: ConnectionFlags, retry: Partial<RetryPolicy> = {}): Promise<HttpContext> {
  const redactor = newRunRedactor();
  const log = await openLog(flags['log-file'], redactor);

  const emulator = await emulate(flags);
  try {
    const network = emulator === null ? await networkSettingsOf(flags) : emulatedNetwork(emulator);
    const allowedHosts = flags['allow-host'] ?? [];
    const onLog = log === null ? {} : { onLog: (entry: LogEntry) => log.write(entry) };
    const http = createHttp({ redactor, retry, allowedHosts, ...onLog, ...network });
    return httpContext({ http, redactor, emulator, network }, log);
  } catch (error) {
    await emulator?.close();
    throw error;
  }
}

function httpContext(parts: Omit<HttpContext, 'close'>, log: RequestLog | null): HttpContext {
  return {
    ...parts,
    async close() {
      await parts.http.close();
      await parts.emulator?.close();
      log?.close();
    },
  };
}

/** Nothing of the machine is read. */
function emulatedNetwork({ proxyUrl, caPem }: Emulator): NetworkSettings {
  return { environment: {}, emulated: { proxyUrl, caPem } };
}

async function openLog(file: string | undefined, redactor: Redactor): Promise<RequestLog | null> {
  if (file === undefined) return null;
  const { openRequestLog } = await import('../net/log.ts');
  return openRequestLog(file, redactor);
}

async function emulate(flags: EmulateFlags): Promise<Emulator | null> {
  const world = await emulatedWorld(flags);
  if (world === null) return null;
  const { startEmulator } = await import('../emulator/emulator.ts');
  return startEmulator(world);
}
