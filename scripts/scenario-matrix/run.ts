/**
 * Runs the built tool in every scenario: which findings doctor (connectivity, token exchange) reports, whether the repair
 * ends in a successful exchange, and whether the baseline has no findings. Exit code 1 if anything deviates.
 * `npm run scenario-matrix [-- WORD…]`: only worlds whose name contains one of the words. `--in-process`: only the part
 * beside other workloads, which starts no process and takes about a minute.
 */
import { availableParallelism } from 'node:os';
import { allScenarios, scenarioCompany } from '../worlds/company.ts';
import { judge as judgeCompany } from '../worlds/judge.ts';
import { createBaselines, type Judged, judge } from './judge.ts';
import { catalog, certificates, clouds, type MatrixWorld } from './worlds.ts';

const given = process.argv.slice(2);
const words = given.filter((word) => word !== '--in-process');
const processes = !given.includes('--in-process');
const chosen = (worlds: readonly MatrixWorld[]) =>
  worlds.filter(({ emulate }) => words.length === 0 || words.some((word) => emulate.includes(word)));

const baselines = createBaselines();
const results: Judged[] = [];
for (const [title, worlds] of [
  ['Catalog', catalog()],
  ['Clouds and identities', clouds()],
  ['Certificates, packages, many components', certificates()],
] as const) {
  if (processes) results.push(...(await part(title, chosen(worlds))));
}
const { judged, deviated } = await besideOthers();
if (deviated || results.length + judged === 0 || results.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;

/** Every fault alone and beside a company: what works before, after the repair and after the undo. In this process. */
async function besideOthers(): Promise<{ readonly judged: number; readonly deviated: boolean }> {
  const started = performance.now();
  const emulated = allScenarios()
    .flatMap(({ id, base }) => [
      id,
      `${id},company=1`,
      ...(base?.kind === undefined ? [`${id},company=1,kind=uami`] : []),
      ...(base?.cloud === undefined ? [`${id},company=1,cloud=gcchigh`] : []),
    ])
    .filter((text) => words.length === 0 || words.some((word) => text.includes(word)));
  const failed: string[] = [];
  for (const emulate of emulated) {
    const { named, repaired, found, wrong } = await judgeCompany(scenarioCompany(emulate));
    const texts = [
      ...wrong,
      ...(named === false ? [`named ${listed(found)} first`] : []),
      ...(repaired === false ? ['not repaired'] : []),
    ];
    failed.push(...texts.map((text) => `${emulate}: ${text}`));
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\nBeside other workloads (${emulated.length} worlds, ${seconds} s): ${failed.length} deviations`);
  for (const text of failed) console.log(`  WRONG  ${text}`);
  return { judged: emulated.length, deviated: failed.length > 0 };
}

const listed = (names: readonly string[]) => names.join(', ') || 'nothing';

async function part(title: string, worlds: readonly MatrixWorld[]): Promise<readonly Judged[]> {
  if (worlds.length === 0) return [];
  const started = performance.now();
  const judged = await inTurns(worlds);
  const width = Math.max(...judged.map(({ emulate }) => emulate.length));
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n${title} (${worlds.length} worlds, ${seconds} s)\n`);
  console.log(`${'world'.padEnd(width)}  named  repaired  found`);
  for (const row of judged) console.log(line(row, width));
  sums(judged, worlds);
  return judged;
}

async function inTurns(worlds: readonly MatrixWorld[]): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  const queue = worlds.entries();
  const worker = async () => {
    for (const [index, world] of queue) judged[index] = await judge(world, baselines);
  };
  // Two per core, because a run sometimes waits for its emulator.
  await Promise.all(Array.from({ length: 2 * availableParallelism() }, worker));
  return judged;
}

function mark(value: boolean | null): string {
  return value === null ? '–' : value ? 'yes' : 'NO';
}

function line({ emulate, named, repaired, found, wrong }: Judged, width: number): string {
  const row = `${emulate.padEnd(width)}  ${mark(named).padEnd(5)}  ${mark(repaired).padEnd(8)}  ${found.join(', ') || '–'}`;
  return [row, ...wrong.map((text) => `${' '.repeat(width)}  WRONG  ${text}`)].join('\n');
}

function sums(judged: readonly Judged[], worlds: readonly MatrixWorld[]): void {
  const share = (pick: (row: Judged) => boolean | null) => {
    const counted = judged.map(pick).filter((value) => value !== null);
    return `${counted.filter(Boolean).length} of ${counted.length}`;
  };
  const healthy = worlds.filter(({ baseline, findings }) => baseline || findings.length === 0).length;
  console.log(`\nnamed first             ${share(({ named }) => named)}`);
  console.log(`repaired and verified  ${share(({ repaired }) => repaired)}`);
  console.log(
    `false alarms           ${judged.flatMap(({ falseAlarms }) => falseAlarms).length} in ${healthy} worlds without a fault`,
  );
}
