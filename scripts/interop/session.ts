/** One run of the interoperability tests: the built command, the cache folder, and the emulators that were started. */
import { type ChildProcess, type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { buildScenario } from '../../src/emulator/scenarios/index.ts';
import { withCertificate } from './certificate.ts';
import { type Ended, installed, lastLines, type RunOptions, run } from './program.ts';
import { type Access, createSandbox, type Sandbox } from './sandbox.ts';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Everything the built command needs. */
const built = ['bin', 'dist', 'package.json', 'oclif.manifest.json'];

export interface Session {
  /** Kept between runs; contains downloads from the registries only. */
  readonly cache: string;
  /** Deleted after the run. */
  readonly scratch: string;
  /** Where a test goes through many cases: those that the command line selects. */
  selected<C extends { readonly name: string }>(cases: readonly C[]): readonly C[];
  /** Starts an emulator with the built command. */
  start(scenario: string): Promise<Sandbox>;
  /** Starts an emulator in this process, which takes a fraction of the time. */
  startHere(scenario: string): Promise<Sandbox>;
  /** Starts an emulator in which the engineer's application has a certificate. */
  startWithCertificate(scenario: string): Promise<Sandbox>;
  ppmi(args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Runs ppmi on a terminal, which merges standard error into standard output. @throws Unavailable */
  ppmiOnTerminal(args: readonly string[], options?: RunOptions): Promise<Ended>;
  close(): Promise<void>;
}

export interface Selection {
  /** Part of the name. */
  readonly only: string;
  /** Every `of`th case, from the `part`th; 1/1: all. */
  readonly shard: { readonly part: number; readonly of: number };
}

export function openSession({ only, shard }: Selection): Session {
  const cache = join(root, 'node_modules', '.cache', 'ppmi-interop');
  mkdirSync(cache, { recursive: true });
  const scratch = mkdtempSync(join(tmpdir(), 'ppmi-interop-'));
  // A copy, so that a build during the run changes nothing.
  for (const part of built) cpSync(join(root, part), join(scratch, 'ppmi', part), { recursive: true });
  const ppmi = join(scratch, 'ppmi', 'bin', 'run.js');
  const running: ChildProcess[] = [];
  async function begin(world: readonly string[], certificateFile: string | null): Promise<Sandbox> {
    const command = [ppmi, 'emulator', 'start', ...world, '--json'];
    const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    const access: Access = JSON.parse(await firstLine(child));
    const clientSecret = readFileSync(access.operator.clientSecretFile, 'utf8');
    const home = mkdtempSync(join(scratch, 'home-'));
    return createSandbox(access, { home, clientSecret, certificateFile, close: () => end(child) });
  }
  return {
    cache,
    scratch,
    selected: (cases) =>
      cases.filter(({ name }) => name.includes(only)).filter((_case, index) => index % shard.of === shard.part - 1),
    start: (scenario) => begin(['--scenario', scenario], null),
    async startHere(scenario) {
      const { world, environmentUrl } = buildScenario(scenario);
      const { caPem, proxyUrl: proxy, world: running, close } = await startEmulator(world);
      const home = mkdtempSync(join(scratch, 'home-'));
      const caFile = join(home, 'ca.pem');
      writeFileSync(caFile, caPem);
      const { tenantId, clientId, clientSecret } = running.operator;
      const applicationId = running.environments[0]?.managedIdentities[0]?.applicationId ?? '';
      const operator = { clientId, clientSecretFile: '' };
      const access = { proxy, caFile, tenantId, applicationId, environmentUrl, operator };
      return createSandbox(access, { home, clientSecret, certificateFile: null, close });
    },
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
  let output = '';
  // Reading also keeps the pipe from filling up while the emulator runs.
  stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-2000);
  });
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error(`\`ppmi emulator start\` ended before it was ready: ${lastLines(output)}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
