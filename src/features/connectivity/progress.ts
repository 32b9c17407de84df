/** Progress of a test: one live line on a terminal, one line per finished host elsewhere. */
import type { ProbeProgress } from '../../net/probe/probe.ts';

interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ConnectivityProgress extends ProbeProgress {
  /** Clears the live line. */
  stop(): void;
}

const everyMs = 200;
const clearLine = '\r\u001b[K';

/** `now` in milliseconds. */
export function createProgress(output: Output, now: () => number): ConnectivityProgress {
  const open = new Map<string, string>();
  const started = now();
  let total = 0;
  let timer: NodeJS.Timeout | null = null;

  function show(): void {
    const waiting = [...open].map(([host, stage]) => `${host} (${stage})`).join(', ');
    const seconds = Math.round((now() - started) / 1000);
    const line = `Testing hosts: ${total - open.size} of ${total}, ${seconds} s; waiting for ${waiting}`;
    // A pseudo-terminal without a size reports 0 columns.
    output.write(`${clearLine}${line.slice(0, (output.columns || 80) - 1)}`);
  }

  return {
    onStart(endpoints) {
      total = endpoints.length;
      for (const { host, port } of endpoints) open.set(`${host}:${port}`, 'dns');
      if (output.isTTY !== true) return;
      show();
      timer = setInterval(show, everyMs).unref();
    },
    onStage(host, stage) {
      for (const key of open.keys()) if (key.startsWith(`${host}:`)) open.set(key, stage);
    },
    onDone({ host, port, ok, stages }) {
      open.delete(`${host}:${port}`);
      if (output.isTTY === true) return;
      const last = stages.at(-1);
      const ms = stages.reduce((sum, stage) => sum + stage.ms, 0);
      const end = ok === true ? 'ok' : `${ok === false ? 'failed' : 'unknown'} at ${last?.stage}`;
      output.write(`${host}:${port} ${end} (${ms} ms)\n`);
    },
    stop() {
      if (timer !== null) clearInterval(timer);
      if (output.isTTY === true) output.write(clearLine);
    },
  };
}
