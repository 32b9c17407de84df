/** A plan, a run that ended and one that was interrupted, for `repair apply`, `undo` and `resume`: made where nothing fails. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface PreparedRuns {
  /** The state folder as the command needs to find it. */
  restore(command: string): void;
}

/** Once for a lane: the plan is `plan.json` in its folder. */
export async function prepareRuns(root: string, folder: string, scenario: string): Promise<PreparedRuns> {
  const program = join(root, 'bin/run.js');
  const emulator = spawn(process.execPath, [program, 'emulator', 'start', '--scenario', scenario, '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const states = { 'repair-undo': join(folder, 'state-undo'), 'repair-resume': join(folder, 'state-resume') };
  try {
    const { proxy, caFile, environmentUrl, componentId, operator } = JSON.parse(await firstLine(emulator));
    const repair = (...args: string[]) => {
      const target = [
        '--environment',
        environmentUrl,
        '--component',
        componentId,
        '--proxy',
        proxy,
        '--ca-file',
        caFile,
      ];
      const signIn = ['client-secret', '--sign-in-tenant', operator.tenantId, '--sign-in-client-id', operator.clientId];
      const ran = spawnSync(process.execPath, [program, 'repair', ...args, ...target, '--sign-in', ...signIn], {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          PPMI_STATE_DIR: states['repair-undo'],
          PPMI_CLIENT_SECRET: readFileSync(operator.clientSecretFile, 'utf8').trim(),
        },
      });
      if (ran.status !== 0 && ran.status !== 1) throw new Error(`repair ${args.join(' ')}: ${ran.stdout}${ran.stderr}`);
    };
    repair('--plan-out', 'plan.json');
    repair('--yes');
  } finally {
    emulator.kill();
  }
  cpSync(states['repair-undo'], states['repair-resume'], { recursive: true });
  for (const file of readdirSync(states['repair-resume'], { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('journal.ndjson')) interrupt(join(states['repair-resume'], file));
  }
  return {
    restore(command) {
      const state = join(folder, '.local/state/ppmi');
      rmSync(state, { recursive: true, force: true });
      const from = states[command as keyof typeof states];
      if (from !== undefined) cpSync(from, state, { recursive: true });
    },
  };
}

/** As if it had been killed before the response to its first request. */
function interrupt(journal: string): void {
  const lines = readFileSync(journal, 'utf8').split('\n');
  writeFileSync(journal, `${lines.slice(0, lines.findIndex((line) => line.includes('"intended"')) + 1).join('\n')}\n`);
}

async function firstLine(child: ChildProcess): Promise<string> {
  let line = '';
  for await (const part of child.stdout ?? []) {
    line += part;
    if (line.includes('\n')) break;
  }
  return line;
}
