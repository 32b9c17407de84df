/** Runs the built tool in one world and holds what it prints against what is expected there. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { buildWorld } from '../../src/emulator/scenarios/index.ts';
import type { GridWorld } from './worlds.ts';

const bin = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

export interface Judged {
  readonly emulate: string;
  /** Names that were found, by whichever command the world is about. */
  readonly found: readonly string[];
  /** Null where there is no fault to name. */
  readonly named: boolean | null;
  /** Null where nothing can be repaired. */
  readonly repaired: boolean | null;
  /** Findings of healthy worlds, and findings beside the expected ones. */
  readonly falseAlarms: readonly string[];
  /** What is not as it should be; empty when everything is. */
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

/** Runs a command in a healthy twin. */
export type Twins = (command: readonly string[], emulate: string) => Promise<Printed>;

/** Most scenarios inject the same healthy world: the tool looks at each once. */
export function createTwins(): Twins {
  const looked = new Map<string, Promise<Printed>>();
  return (command, emulate) => {
    const key = JSON.stringify([command, { ...buildWorld(emulate), title: '' }]);
    const known = looked.get(key);
    if (known !== undefined) return known;
    const printed = ppmi([...command, '--emulate', emulate]);
    looked.set(key, printed);
    return printed;
  };
}

/** Several hosts can have one and the same fault. */
const namesOf = ({ findings }: Printed): readonly string[] => [...new Set((findings ?? []).map(({ name }) => name))];

const same = (some: readonly string[], others: readonly string[]) => some.join() === others.join();

const listed = (names: readonly string[]) => (names.length === 0 ? 'nothing' : names.join(', '));

export async function judge(world: GridWorld, twin: Twins): Promise<Judged> {
  const wrong: string[] = [];
  const falseAlarms: string[] = [];
  const found: string[] = [];
  let named: boolean | null = null;

  async function look(command: readonly string[], expected: readonly string[]): Promise<Printed> {
    const printed = await ppmi([...command, '--emulate', world.emulate]);
    const names = namesOf(printed);
    found.push(...names);
    if (expected.length > 0) named = (named ?? true) && names[0] === expected[0];
    falseAlarms.push(...names.filter((name) => !expected.includes(name)));
    if (!same(names, expected)) wrong.push(`${command.join(' ')}: ${listed(names)} instead of ${listed(expected)}`);
    return printed;
  }

  async function healthy(command: readonly string[]): Promise<void> {
    const printed = await twin(command, `${world.emulate},healthy`);
    const names = namesOf(printed);
    falseAlarms.push(...names);
    if (names.length > 0 || (printed.summary?.blocked ?? 0) > 0) {
      wrong.push(`${command.join(' ')} of the healthy twin: ${names.length > 0 ? listed(names) : 'could not look'}`);
    }
  }

  const { summary } = await look(['doctor'], world.findings);
  if (summary === undefined) wrong.push('doctor: no report');
  else if (summary.blocked > 0 !== world.blocked) wrong.push(`doctor: ${summary.blocked} checks could not look`);
  if (world.twin) await healthy(['doctor']);
  for (const [command, expected] of [
    [['connectivity'], world.connectivity],
    [['token', 'exchange'], world.exchange],
  ] as const) {
    if (expected.length === 0) continue;
    await look(command, expected);
    if (world.twin) await healthy(command);
  }
  const repaired = world.repairable ? await repair(world, wrong) : null;
  return { emulate: world.emulate, found, named, repaired, falseAlarms, wrong };
}

async function repair({ emulate, needsApplicationId }: GridWorld, wrong: string[]): Promise<boolean> {
  const choice = needsApplicationId === null ? [] : ['--application-id', needsApplicationId];
  const { proof, error } = await ppmi(['repair', '--yes', '--emulate', emulate, ...choice]);
  const proven = proof?.exchange === 'succeeded' && proof.doctor?.summary.errors === 0;
  if (!proven) wrong.push(`repair: ${error?.message ?? `exchange ${proof?.exchange}`}`);
  return proven;
}
