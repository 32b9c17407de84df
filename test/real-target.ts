/** An emulated cloud that the built tool reaches as it reaches a real one: through a proxy, with a sign-in and a state folder. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Emulator, startEmulator } from '../src/emulator/emulator.ts';
import { buildScenario } from '../src/emulator/scenarios/index.ts';
import type { World } from '../src/emulator/world/model.ts';
import { type Ran, runPpmi } from './run-ppmi.ts';

const bin = fileURLToPath(new URL('../bin/run.js', import.meta.url));

export interface RealTarget {
  readonly emulator: Emulator;
  readonly folder: string;
  readonly stateFolder: string;
  /** Host, method and path of every request since the start. */
  readonly requests: readonly string[];
  /** Flags for the environment and its component. */
  readonly target: readonly string[];
  /** Flags for the network and the sign-in. */
  readonly access: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** With `access` and `--json`. */
  run(...args: readonly string[]): Promise<Ran>;
  /** Sends a signal at the first request of the kind, before the emulator answers it. Resolves to the exit. */
  interruptAt(
    fits: (method: string, path: string) => boolean,
    signal: NodeJS.Signals,
    ...args: readonly string[]
  ): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly stdout: string }>;
  close(): Promise<void>;
}

export async function openRealTarget(scenario: string, change: (world: World) => void = () => {}): Promise<RealTarget> {
  const built = buildScenario(scenario);
  change(built.world);
  const requests: string[] = [];
  let onRequest: (method: string, path: string) => void = () => {};
  const emulator = await startEmulator(built.world, {
    onRequest({ host, method, path }) {
      requests.push(`${method} ${host}${path}`);
      onRequest(method, path);
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-real-'));
  const caFile = join(folder, 'ca.pem');
  const secretFile = join(folder, 'secret');
  writeFileSync(caFile, emulator.caPem);
  writeFileSync(secretFile, emulator.world.operator.clientSecret, { mode: 0o600 });
  const { tenantId, clientId } = emulator.world.operator;
  const stateFolder = join(folder, 'state');
  const env = { PPMI_STATE_DIR: stateFolder, PPMI_CLIENT_SECRET_FILE: secretFile };
  const access = [
    ...['--proxy', emulator.proxyUrl, '--ca-file', caFile],
    ...['--sign-in', 'client-secret', '--sign-in-tenant', tenantId, '--sign-in-client-id', clientId],
  ];
  return {
    emulator,
    folder,
    stateFolder,
    requests,
    access,
    target: ['--environment', built.environmentUrl, '--component', built.componentId],
    env,
    run: (...args) => runPpmi([...args, ...(hasAccess(args) ? access : []), '--json'], { env }),
    async interruptAt(fits, signal, ...args) {
      const child = spawn(process.execPath, [bin, ...args, ...access, '--json'], {
        env: { PATH: process.env.PATH, HOME: '/nonexistent', ...env },
      });
      let stdout = '';
      child.stdout.on('data', (data: Buffer) => {
        stdout += data.toString();
      });
      let sent = false;
      onRequest = (method, path) => {
        if (sent || !fits(method, path)) return;
        sent = true;
        child.kill(signal);
      };
      return new Promise((resolve) => {
        child.once('close', (code, by) => {
          onRequest = () => {};
          resolve({ code, signal: by, stdout });
        });
      });
    },
    async close() {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** `repair list` and `repair show` contact nothing, and take no flags for it. */
const hasAccess = ([command, verb]: readonly string[]) => command !== 'repair' || (verb !== 'list' && verb !== 'show');
