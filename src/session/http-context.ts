/** The one place that picks live or emulated: what a command that talks sends its requests through. */
import type { Redactor } from '../domain/redact.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { createHttp, type Http } from '../net/http.ts';
import type { RequestLog } from '../net/log.ts';
import type { LogEntry } from '../net/log-entry.ts';
import type { WayOutOptions } from '../net/network-settings.ts';
import type { RetryPolicy } from '../net/retry.ts';
import { type WayFlags, wayOf } from './network-settings.ts';
import { newRunRedactor } from './run-redactor.ts';
import { type EmulateFlags, emulatedWorld } from './scenarios.ts';

export interface WireFlags extends EmulateFlags, WayFlags {
  readonly 'log-file'?: string | undefined;
  readonly 'allow-host'?: readonly string[] | undefined;
}

export interface Wire {
  readonly http: Http;
  readonly redactor: Redactor;
  /** The pretended cloud of this run; null on a real one. */
  readonly emulator: Emulator | null;
  /** How this run leaves the machine, for what opens connections of its own. */
  readonly way: WayOutOptions;
  close(): Promise<void>;
}

export async function openWire(flags: WireFlags, retry: Partial<RetryPolicy> = {}): Promise<Wire> {
  const redactor = newRunRedactor();
  const log = await openLog(flags['log-file'], redactor);

  const emulator = await emulate(flags);
  try {
    const way = emulator === null ? await wayOf(flags) : emulatedWay(emulator);
    const allowedHosts = flags['allow-host'] ?? [];
    const onLog = log === null ? {} : { onLog: (entry: LogEntry) => log.write(entry) };
    const http = createHttp({ redactor, retry, allowedHosts, ...onLog, ...way });
    return wireOf({ http, redactor, emulator, way }, log);
  } catch (error) {
    await emulator?.close();
    throw error;
  }
}

function wireOf(parts: Omit<Wire, 'close'>, log: RequestLog | null): Wire {
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
function emulatedWay({ proxyUrl, caPem }: Emulator): WayOutOptions {
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
