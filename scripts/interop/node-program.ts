/** Runs the programs in `clients/` with downloaded npm packages on a given version of Node. */
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Call } from './interop-test.ts';
import { npmPackages } from './packages.ts';
import { lastLines, run } from './program.ts';
import type { Sandbox } from './sandbox.ts';
import type { Session } from './session.ts';

const clients = join(dirname(fileURLToPath(import.meta.url)), 'clients');
const major = (version: string) => version.split('.')[0];

/** This process's own Node or one from npm. @throws Unavailable */
export async function nodeOf(cache: string, version: string): Promise<string> {
  if (major(version) === major(process.versions.node)) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const folder = await npmPackages(cache, `node-${version}`, { [name]: version });
  return join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

export interface NodeProgram {
  readonly node: string;
  /** Where the packages are that it imports. */
  readonly folder: string;
  readonly program: string;
  readonly sandbox: Sandbox;
  /** Merged into the configuration of the sandbox. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** True: this Node takes its proxy from the environment by itself, so undici's agent is not loaded. */
  readonly ownProxy: boolean;
}

export async function runNodeProgram(session: Session, options: NodeProgram): Promise<readonly Call[]> {
  const { folder, sandbox, more = {}, ownProxy } = options;
  for (const file of readdirSync(clients)) copyFileSync(join(clients, file), join(folder, file));
  const configFile = join(session.scratch, 'config.json');
  writeFileSync(configFile, JSON.stringify({ ...sandbox.config, ...more }), { mode: 0o600 });
  const before = ownProxy ? [] : ['--import', './proxy-from-environment.mjs'];
  const env = sandbox.env({ NODE_EXTRA_CA_CERTS: sandbox.caFile, ...(ownProxy && { NODE_USE_ENV_PROXY: '1' }) });
  return parseCalls(await run(options.node, [...before, options.program, configFile], { cwd: folder, env }));
}

/** One line of JSON per call; other output is ignored. */
export function parseCalls({ code, stdout, stderr }: { code: number | null; stdout: string; stderr: string }): Call[] {
  const calls = stdout
    .split('\n')
    .filter((line) => line.startsWith('{"name":'))
    .map((line): Call => JSON.parse(line));
  return code === 0 ? calls : [...calls, { name: 'exit code 0', ok: false, detail: lastLines(stderr) }];
}
