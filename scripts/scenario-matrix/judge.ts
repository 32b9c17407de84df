/** Runs the built tool in one emulated world and compares what it prints with what the scenario declares. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { examineOnce } from './baselines.ts';
import type { MatrixWorld } from './worlds.ts';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

export interface Judged {
  readonly emulate: string;
  /** Names of the findings, of all commands that were run. */
  readonly found: readonly string[];
  /** Null if the world has no fault. */
  readonly named: boolean | null;
  /** Null if nothing can be repaired. */
  readonly repaired: boolean | null;
  /** Findings in baselines, and findings in addition to the expected ones. */
  readonly falseAlarms: readonly string[];
  /** Deviations from what is expected; empty if there are none. */
  readonly wrong: readonly string[];
}

interface Printed {
  readonly findings?: readonly { readonly name: string }[];
  readonly summary?: { readonly blocked: number };
  readonly proof?: {
    readonly exchange: string;
    readonly doctor: { readonly summary: { readonly errors: number } } | null;
  };
  readonly error?: { readonly message?: string } | null;
}

function ppmi(args: readonly string[]): Promise<Printed> {
  const env = { PATH: process.env.PATH, HOME: '/nonexistent' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [bin, ...args, '--json'], { env, maxBuffer: 2 ** 26 }, (_, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        reject(new Error(`ppmi ${args.join(' ')} printed no JSON: ${stdout}${stderr}`));
      }
    });
  });
}

/** Runs a command in a baseline. */
export type Baselines = (command: readonly string[], emulate: string) => Promise<Printed>;

export const createBaselines = (): Baselines =>
  examineOnce((command, emulate) => ppmi([...command, '--emulate', emulate]));

/** Several hosts can have the same fault. */
const namesOf = ({ findings }: Printed): readonly string[] => [...new Set((findings ?? []).map(({ name }) => name))];

const same = (some: readonly string[], others: readonly string[]) => some.join() === others.join();

const listed = (names: readonly string[]) => (names.length === 0 ? 'nothing' : names.join(', '));

export async function judge(world: MatrixWorld, baselines: Baselines): Promise<Judged> {
  const wrong: string[] = [];
  const falseAlarms: string[] = [];
  const found: string[] = [];
  let named: boolean | null = null;

  async function examine(command: readonly string[], expected: readonly string[]): Promise<Printed> {
    const printed = await ppmi([...command, '--emulate', world.emulate]);
    const names = namesOf(printed);
    found.push(...names);
    if (expected.length > 0) named = (named ?? true) && names[0] === expected[0];
    falseAlarms.push(...names.filter((name) => !expected.includes(name)));
    if (!same(names, expected)) wrong.push(`${command.join(' ')}: expected ${listed(expected)}, got ${listed(names)}`);
    return printed;
  }

  async function examineBaseline(command: readonly string[]): Promise<void> {
    const printed = await baselines(command, `${world.emulate},healthy`);
    const names = namesOf(printed);
    falseAlarms.push(...names);
    if (names.length > 0 || (printed.summary?.blocked ?? 0) > 0) {
      wrong.push(`${command.join(' ')} in the baseline: ${names.length > 0 ? listed(names) : 'checks were blocked'}`);
    }
  }

  const { summary } = await examine(['doctor'], world.findings);
  if (summary === undefined) wrong.push('doctor: no report');
  else if (summary.blocked > 0 !== world.blocked) wrong.push(`doctor: ${summary.blocked} checks were blocked`);
  if (world.baseline) await examineBaseline(['doctor']);
  for (const [command, expected] of [
    [['connectivity'], world.connectivity],
    [['token', 'exchange'], world.exchange],
  ] as const) {
    if (expected.length === 0) continue;
    await examine(command, expected);
    if (world.baseline) await examineBaseline(command);
  }
  const repaired = world.repairable ? await repair(world, wrong) : null;
  return { emulate: world.emulate, found, named, repaired, falseAlarms, wrong };
}

async function repair({ emulate, needsApplicationId }: MatrixWorld, wrong: string[]): Promise<boolean> {
  const choice = needsApplicationId === null ? [] : ['--application-id', needsApplicationId];
  const { proof, error } = await ppmi(['repair', '--yes', '--emulate', emulate, ...choice]);
  const verified = proof?.exchange === 'succeeded' && proof.doctor?.summary.errors === 0;
  if (!verified) wrong.push(`repair: ${error?.message ?? `exchange ${proof?.exchange}`}`);
  return verified;
}
