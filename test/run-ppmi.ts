/**
 * Runs the built tool: no terminal, and an environment without anything of this machine. To start a process and load the
 * bundle costs more than most commands, so command lines share a process unless they need one of their own.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const bin = fileURLToPath(new URL('../bin/run.js', import.meta.url));
const serverFile = fileURLToPath(new URL('ppmi-server.mjs', import.meta.url));

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Given to standard input, which is then closed; absent: nothing to read. */
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
  /** For what a shared process cannot show: how the process ends, and several commands at the same time. */
  readonly ownProcess?: boolean;
}

export function runPpmi(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { env = {}, ownProcess = process.env.PPMI_TEST_OWN_PROCESS === '1' } = options;
  return ownProcess || !Object.entries(env).every(isReadByCommands)
    ? runAlone(args, options)
    : runShared(args, options);
}

/** Node and libraries read other variables, such as NODE_OPTIONS and NO_COLOR, when they are loaded, and other values of DEBUG. */
const isReadByCommands = ([name, value]: readonly [string, string]): boolean =>
  /^(PPMI|XDG|AZURE[A-Z]*|ACTIONS|SYSTEM)_|^(https?|all|no)_proxy$|^(HOME|PATH|SSL_CERT_FILE|FORCE_COLOR|LANG)$/i.test(
    name,
  ) ||
  (name === 'DEBUG' && value === 'ppmi');

const environmentOf = (env: RunOptions['env']) => ({ PATH: process.env.PATH ?? '', HOME: '/nonexistent', ...env });

function runAlone(args: readonly string[], { env, input = '', cwd }: RunOptions): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [bin, ...args],
      { env: environmentOf(env), cwd, maxBuffer: 64 * 1024 * 1024 },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

let server: ChildProcess | null = null;
let last: Promise<unknown> = Promise.resolve();

/** One after the other: the bundle runs one command line at a time. */
function runShared(args: readonly string[], options: RunOptions): Promise<Ran> {
  const ran = last.then(() => askServer(args, options));
  last = ran.catch(() => {});
  return ran;
}

function askServer(args: readonly string[], { env, input = '', cwd = process.cwd() }: RunOptions): Promise<Ran> {
  server ??= startServer();
  const asked = server;
  const line = { args: [...args], env: environmentOf(env), cwd, input };
  return new Promise((resolve, reject) => {
    // A test run may end while the server is idle.
    asked.ref();
    asked.channel?.ref();
    const settle = () => {
      asked.off('message', answered).off('exit', ended);
      asked.unref();
      asked.channel?.unref();
    };
    const answered = (ran: unknown) => {
      settle();
      resolve(ran as Ran);
    };
    const ended = (code: number | null) => {
      settle();
      server = null;
      reject(new Error(`The shared process ended with ${code} in: ppmi ${args.join(' ')}`));
    };
    asked.on('message', answered).on('exit', ended);
    asked.send(line);
  });
}

/** Without the options of this process: the bundle needs no loader. */
function startServer(): ChildProcess {
  const env = { PATH: process.env.PATH ?? '', HOME: '/nonexistent' };
  return fork(serverFile, [], {
    execArgv: [],
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
}

/** The one JSON value that a `--json` run prints, on one line. */
export function jsonOf({ stdout }: Ran): Record<string, unknown> {
  return JSON.parse(stdout) as Record<string, unknown>;
}
