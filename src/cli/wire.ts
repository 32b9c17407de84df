/** The one place that picks live or emulated: what a command that talks sends its requests through. */
import type { Redactor } from '../domain/redact.ts';
import type { Emulator } from '../emulator/emulator.ts';

import { createHttp, type Http } from '../net/http.ts';
import type { RequestLog } from '../net/log.ts';
import type { RetryPolicy } from '../net/retry.ts';
import { newRunRedactor } from './run-redactor.ts';
import { type EmulateFlags, emulatedWorld } from './scenarios.ts';

export interface WireFlags extends EmulateFlags {
  readonly 'log-file'?: string | undefined;
  readonly 'allow-host'?: readonly string[] | undefined;
}

export interface Wire {
  readonly http: Http;
  readonly redactor: Redactor;
  /** The pretended cloud of this run; null on a real one. */
  readonly emulator: Emulator | null;
  /** The way to it, for what opens connections of its own; empty on a real one. */
  readonly emulated: { readonly emulated?: { readonly proxyUrl: string; readonly caPem: string } };
  close(): Promise<void>;
}

export async function openWire(flags: WireFlags, retry: Partial<RetryPolicy> = {}): Promise<Wire> {
  const redactor = newRunRedactor();
  const log = await openLog(flags['log-file'], redactor);

  const emulator = await emulate(flags);
  const emulated = emulator === null ? {} : { emulated: { proxyUrl: emulator.proxyUrl, caPem: emulator.caPem } };
  const http = createHttp({
    redactor,
    retry,
    environment: emulator === null ? process.env : {},
    allowedHosts: flags['allow-host'] ?? [],
    ...(log === null ? {} : { onLog: (entry) => log.write(entry) }),
    ...emulated,
  });
  return {
    http,
    redactor,
    emulator,
    emulated,
    async close() {
      await http.close();
      await emulator?.close();
      log?.close();
    },
  };
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
