/**
 * Feeds mutated fixtures to the reader of signed files: `npm run fuzz -- [--seed N] [--seconds N]`. Every input must give
 * either a file's facts or a `PpmiError`, within one second per 10 MB and three times the file's size in memory.
 * Otherwise it writes the first offending input to a file and exits with 1. The same seed gives the same inputs.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PpmiError } from '../src/domain/errors.ts';
import { readSignedFile } from '../src/domain/signed-file/read.ts';
import { Malformed } from '../src/domain/signed-file/unreadable.ts';
import { wholeText } from '../src/domain/signed-file/whole-text.ts';
import { type Bomb, bombs } from './fuzz/bombs.ts';
import { mutate, seeded } from './fuzz/mutate.ts';
import { watch } from './fuzz/watchdog.ts';

const megabyte = 1024 * 1024;
const fixtures = new URL('../test/fixtures/', import.meta.url);

/** Allowance for the runtime itself: compiled code and garbage that has not been collected yet. */
const slack = 24 * megabyte;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    seconds: { type: 'string', default: '60' },
  },
});
const seed = Number(values.seed);
const seconds = Number(values.seconds);

const corpus = ['assemblies', 'packages', 'containers', 'certificates'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, fixtures)).map((name) => readFileSync(new URL(`${folder}/${name}`, fixtures))),
);
const offender = join(tmpdir(), `ppmi-fuzz-${seed}.bin`);
const watchdog = watch(offender, 20);
const counts = new Map<string, number>();
let slowest = 0;

console.log(`seed ${seed}, ${seconds} s, ${corpus.length} files`);
const template = (name: string) => readFileSync(new URL(name, fixtures));
for (const bomb of bombs({
  assembly: template('assemblies/self-rsa.dll'),
  package: template('packages/unsigned.nupkg'),
})) {
  await check(bomb);
}

const random = seeded(seed);
const pick = () => corpus[random(corpus.length)] ?? Buffer.alloc(0);
const passwords = ['secret', '', 'p@ss wörd'];
const end = performance.now() + seconds * 1000;
let runs = 0;
for (; performance.now() < end; runs++) {
  const bytes = mutate(pick(), random, pick());
  const password = passwords[random(passwords.length + 1)];
  await check({ name: `run ${runs}`, bytes, ...(password !== undefined && { password }) });
}

await watchdog.stop();
console.log(`${runs} runs, slowest ${slowest.toFixed(0)} ms`);
for (const [outcome, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`${count}\t${outcome}`);

async function check({ name, bytes, password }: Bomb): Promise<void> {
  watchdog.next(bytes);
  const before = held();
  const start = performance.now();
  const outcome = await outcomeOf(bytes, password ?? null);
  const took = performance.now() - start;
  const grown = held() - before;
  slowest = Math.max(slowest, took);
  counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  if (outcome.startsWith('!')) fail(name, bytes, outcome);
  if (took > 1000 * Math.max(1, bytes.length / (10 * megabyte))) fail(name, bytes, `! took ${took.toFixed(0)} ms`);
  if (grown > 3 * bytes.length + slack) fail(name, bytes, `! grew by ${(grown / megabyte).toFixed(0)} MB`);
}

async function outcomeOf(bytes: Uint8Array, password: string | null): Promise<string> {
  try {
    const { kind, certificate, signature } = await readSignedFile(bytes, { file: 'fuzzed', password });
    if (certificate !== null) await shownWhole(certificate.der);
    return `${kind}, ${certificate === null ? 'unsigned' : `intact ${signature.intact}`}`;
  } catch (error) {
    return error instanceof PpmiError && error.exitCode === 2
      ? error.id
      : `! ${error instanceof Error ? error.stack : error}`;
  }
}

/** `--details`, which uses another reader; that it cannot show a file is an expected outcome. */
async function shownWhole(der: Uint8Array): Promise<void> {
  try {
    await wholeText(der);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
  }
}

/** Heap and buffers, including garbage that is not collected yet. */
function held(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function fail(name: string, bytes: Uint8Array, why: string): never {
  writeFileSync(offender, bytes);
  console.error(`${name} (${bytes.length} bytes, kept as ${offender}): ${why}`);
  process.exit(1);
}
