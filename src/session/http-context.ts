/** What a command that talks to services sends its requests through: the target, one HTTP client, one redactor. */
import type { Redactor } from '../domain/redact.ts';
import type { ConnectionFlags } from '../flags/shared.ts';
import { createHttp, type Http } from '../net/http.ts';
import type { LogEntry } from '../net/log-entry.ts';
import type { RetryPolicy } from '../net/retry.ts';
import { openTarget, type TargetFlags } from './open-target.ts';
import type { RequestLog } from './request-log.ts';
import { newRunRedactor } from './run-redactor.ts';
import type { Target } from './target.ts';

export interface ContextOptions {
  /** Shows what the user must read while the command runs, such as the code of a sign-in. */
  readonly notify?: (text: string) => void;
  /** Where this run waits longer than others. */
  readonly retry?: Partial<RetryPolicy>;
  /** For tests: another way to open the target. */
  readonly openTarget?: (flags: TargetFlags) => Promise<Target>;
  /** For many worlds in one process: requests that need no network. */
  readonly createHttp?: typeof createHttp;
}

export interface HttpContext {
  readonly http: Http;
  readonly redactor: Redactor;
  readonly target: Target;
  readonly notify: (text: string) => void;
  /** Writes to the request log, if there is one, what is not sent with `http`. */
  readonly log?: (entry: LogEntry) => void;
  /** False: the request log ended before the run did. */
  readonly logged?: () => boolean;
  close(): Promise<void>;
}

export async function openHttpContext(
  flags: ConnectionFlags,
  {
    notify = () => {},
    retry = {},
    openTarget: open = openTarget,
    createHttp: create = createHttp,
  }: ContextOptions = {},
): Promise<HttpContext> {
  const redactor = newRunRedactor();
  const log = await openLog(flags['log-file'], redactor, notify);
  const target = await open(flags);
  try {
    const allowedHosts = flags['allow-host'] ?? [];
    const onLog = log === null ? {} : { onLog: (entry: LogEntry) => log.write(entry) };
    const http = create({ redactor, retry, allowedHosts, ...onLog, ...target.network });
    return httpContext({ http, redactor, target, notify }, log);
  } catch (error) {
    await target.close();
    throw error;
  }
}

function httpContext(parts: Omit<HttpContext, 'close'>, log: RequestLog | null): HttpContext {
  return {
    ...parts,
    ...(log === null ? {} : { logged: log.isWhole, log: (entry: LogEntry) => log.write(entry) }),
    async close() {
      await parts.http.close();
      await parts.target.close();
      log?.close();
    },
  };
}

async function openLog(
  file: string | undefined,
  redactor: Redactor,
  notify: (text: string) => void,
): Promise<RequestLog | null> {
  if (file === undefined) return null;
  const { openRequestLog } = await import('./request-log.ts');
  return openRequestLog(file, redactor, notify);
}
