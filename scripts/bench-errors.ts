/**
 * Decodes a log of one gigabyte with 20,000 errors, and compares with `grep -c AADSTS file | cat` on the same cached file.
 * Prints both times, the ratio and the memory; exit code 1 above twice the time or 150 MB. Requires a build: `tsx scripts/bench-errors.ts [megabytes] [rounds]`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const megabytes = Number(process.argv[2] ?? 1000);
const rounds = Number(process.argv[3] ?? 7);
const errors = 20_000;
const limits = { ratio: 2, memory: 150 };

const bin = fileURLToPath(new URL('../bin/run.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ppmi-bench-'));
try {
  const large = writeLog('large.log', megabytes);
  const small = writeLog('small.log', Math.min(100, megabytes));
  const command = (file: string): readonly string[] => [process.execPath, bin, 'error', 'decode', file, '--json'];
  const grep = ['sh', '-c', `grep -c AADSTS '${large}' | cat`];

  check(large);
  const times: { ours: number[]; grep: number[] } = { ours: [], grep: [] };
  for (let round = 0; round < rounds; round += 1) {
    times.grep.push(milliseconds(grep));
    times.ours.push(milliseconds(command(large)));
  }
  const [ours, theirs] = [Math.min(...times.ours), Math.min(...times.grep)];
  const ratio = ours / theirs;
  const [memory, memorySmall] = [await peakMemory(command(large)), await peakMemory(command(small))];
  const shown = (megabyte: number | null): string => (megabyte === null ? 'not measured' : `${megabyte.toFixed(0)} MB`);
  process.stdout.write(
    [
      `log                ${megabytes} MB, ${errors} errors; the best of ${rounds} rounds`,
      `grep -c | cat      ${theirs.toFixed(0)} ms`,
      `ppmi error decode  ${ours.toFixed(0)} ms`,
      `ratio              ${ratio.toFixed(2)} (aim 1, at most ${limits.ratio})`,
      `memory             ${shown(memory)}, of ${Math.min(100, megabytes)} MB ${shown(memorySmall)} (at most ${limits.memory} MB)`,
      '',
    ].join('\n'),
  );
  if (ratio > limits.ratio || (memory ?? 0) > limits.memory) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** Lines of a service's log; at intervals an error as a plain line, as JSON or as a stack trace. */
function writeLog(name: string, size: number): string {
  const file = join(folder, name);
  const handle = openSync(file, 'w');
  const random = randomFrom(17);
  const words =
    'Request finished for tenant Handler Dispatcher Queue Account Access Token cache hit retry Azure Service worker'.split(
      ' ',
    );
  const guid = (): string =>
    'xxxxxxxx-xxxx-4xxx-9xxx-xxxxxxxxxx00'.replace(/x/g, () => Math.floor(random() * 16).toString(16));
  const error = (): string =>
    `AADSTS700213: No matching federated identity record found for presented assertion subject '/eid1/c/pub/t/UgwfaD2aF06PYC18S54aNQ/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/0f8c5c5e-8d38-e5b3-9bb7-${String(Math.floor(random() * 20)).padStart(12, '0')}/h/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation Trace ID: ${guid()} Correlation ID: ${guid()} Timestamp: 2026-03-04 05:06:07Z`;
  const forms: readonly ((time: string, text: string) => string)[] = [
    (time, text) => `${time} [ERROR] token ${text}\n`,
    (time, text) =>
      `${JSON.stringify({ time, level: 'error', body: JSON.stringify({ error: 'invalid_client', error_description: text, error_codes: [700213] }) })}\n`,
    (time, text) => `${time} Unhandled exception:\nMessage: ${text}\n   at Contoso.Plugin.Execute()\n`,
  ];
  const every = (size * 1e6) / errors;
  let next = every / 2;
  let written = 0;
  let line = 0;
  while (written < size * 1e6) {
    const piece: string[] = [];
    for (let length = 0; length < 1e6; line += 1) {
      const time = new Date(1.77e12 + line * 37).toISOString();
      const noise = Array.from({ length: 8 }, () => words[Math.floor(random() * words.length)]).join(' ');
      let text = `${time} [INFO] worker-${line % 16} ${noise} id=${(random() * 2 ** 32).toString(16)} ms=${line % 997}\n`;
      if (written + length > next) {
        next += every;
        text += forms[Math.floor(random() * forms.length)]?.(time, error()) ?? '';
      }
      piece.push(text);
      length += text.length;
    }
    written += writeSync(handle, piece.join(''));
  }
  closeSync(handle);
  return file;
}

function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Also loads the file into the cache of the system. */
function check(file: string): void {
  const { stdout } = spawnSync(process.execPath, [bin, 'error', 'decode', file, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const { errors: groups } = JSON.parse(stdout) as { errors: readonly { count: number }[] };
  const found = groups.reduce((sum, { count }) => sum + count, 0);
  const lines = Number(spawnSync('grep', ['-c', 'AADSTS', file], { encoding: 'utf8' }).stdout);
  if (found !== lines) throw new Error(`${found} errors were decoded, ${lines} are there`);
}

function milliseconds([program = '', ...args]: readonly string[]): number {
  const start = process.hrtime.bigint();
  spawnSync(program, args, { stdio: 'ignore' });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** Peak memory as the kernel reports it while the process runs; null on systems other than Linux. */
function peakMemory([program = '', ...args]: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore' });
    let peak: number | null = null;
    const look = setInterval(() => {
      const kilobytes = highWaterMark(child.pid ?? 0);
      if (kilobytes !== null) peak = Math.max(peak ?? 0, kilobytes / 1000);
    }, 5);
    child.once('exit', () => {
      clearInterval(look);
      resolve(peak);
    });
  });
}

function highWaterMark(pid: number): number | null {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return null;
  }
}
