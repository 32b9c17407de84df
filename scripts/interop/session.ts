/** One run of the witnesses: the built command, the folder for what is fetched, and the worlds that were started. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { withCertificate } from './certificate.ts';
import { type Ended, installed, lastLines, type RunOptions, run } from './program.ts';
import { type Access, type Ground, lay } from './sandbox.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** All that the built command needs. */
const built = ['bin', 'dist', 'package.json', 'oclif.manifest.json'];

export interface Session {
  /** Lives on between runs; holds nothing but what the registries gave. */
  readonly cache: string;
  /** Lives as long as the run. */
  readonly scratch: string;
  /** A pretended cloud of its own, from the built command. */
  start(scenario: string): Promise<Ground>;
  /** The same, and the engineer's application knows a certificate. */
  startWithCertificate(scenario: string): Promise<Ground>;
  ppmi(args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** The same on a terminal, where standard error is one with standard output. @throws Unavailable */
  ppmiOnTerminal(args: readonly string[], options?: RunOptions): Promise<Ended>;
  close(): Promise<void>;
}

export function openSession(): Session {
  const cache = join(root, 'node_modules', '.cache', 'ppmi-witness');
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'ppmi-witness-'));
  // A copy, as an installation is one: a build in between changes nothing.
  for (const part of built) cpSync(join(root, part), join(scratch, 'ppmi', part), { recursive: true });
  const ppmi = join(scratch, 'ppmi', 'bin', 'run.js');
  const running: ChildProcess[] = [];
  async function begin(world: readonly string[], certificateFile: string | null): Promise<Ground> {
    const command = [ppmi, 'emulator', 'start', ...world, '--json'];
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    const access: Access = JSON.parse(await firstLine(child));
    const clientSecret = readFileSync(access.operator.clientSecretFile, 'utf8');
    return lay(access, { home: mkdtempSync(join(scratch, 'home-')), clientSecret, certificateFile });
  }
  return {
    cache,
    scratch,
    start: (scenario) => begin(['--scenario', scenario], null),
    async startWithCertificate(scenario) {
      const { worldFile, certificateFile } = await withCertificate(
        await begin(['--scenario', scenario], null),
        scratch,
      );
      return begin(['--world', worldFile], certificateFile);
    },
    ppmi: (args, options) => run(process.execPath, [ppmi, ...args], options),
    async ppmiOnTerminal(args, options) {
      const line = [process.execPath, ppmi, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
      return run(installed('script'), ['--quiet', '--return', '--flush', '--command', line, '/dev/null'], options);
    },
    async close() {
      await Promise.all(running.map(end));
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

async function firstLine({ stdout, stderr }: ChildProcessByStdio<null, Readable, Readable>): Promise<string> {
  let said = '';
  // Also keeps the pipe empty while the emulator runs.
  stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error(`\`ppmi emulator start\` ended before it was ready: ${lastLines(said)}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
