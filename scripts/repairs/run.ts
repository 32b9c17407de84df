/**
 * Kills every repair, upgrade and undo at every operation, lets every request meet every fault, runs two repairs at once,
 * lets another client change the same objects, and runs every plug-in that works meanwhile. Exit code 1 if anything does
 * not hold. `npm run repairs -- [WORD…] [--group=NAME] [--shard=1/4]`: subjects whose name contains one of the words.
 */
import { faultEverywhere, somebodyElse, twoAtOnce, worksThroughout } from './faults.ts';
import { killEverywhere, type Tally } from './matrix.ts';
import { type Planned, recreationOf, subjects } from './subjects.ts';

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const option = (name: string) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null;
const only = option('group');
const [shard = 1, shards = 1] = option('shard')?.split('/').map(Number) ?? [];

const groups: readonly (readonly [name: string, judge: (subject: Planned) => Promise<Tally>, parameters: string])[] = [
  ['kill', killEverywhere, 'consistency=eventual'],
  ['fault', faultEverywhere, 'consistency=eventual,seed=7'],
  ['two at once', twoAtOnce, 'consistency=eventual,seed=11'],
  ['another client', somebodyElse, 'consistency=strict'],
  ['works throughout', worksThroughout, 'consistency=eventual,company=1'],
];

for (const [name, judge, parameters] of groups) {
  if (only !== null && !name.startsWith(only)) continue;
  const recreations = ['healthy-v2-issued', 'healthy-v2-issued,kind=uami'];
  const meant = [
    ...subjects(parameters),
    ...(judge === worksThroughout ? [] : recreations.map((scenario) => recreationOf(scenario, parameters))),
  ]
    .filter(({ name: subject }) => words.length === 0 || words.some((word) => subject.includes(word)))
    .filter((_subject, index) => index % shards === shard - 1);
  const started = process.cpuUsage();
  let cases = 0;
  let wrong = 0;
  let empty = 0;
  for (const subject of meant) {
    const tally = await judge(subject);
    cases += tally.cases;
    wrong += tally.wrong.length;
    if (tally.steps === 0) empty += 1;
    for (const text of tally.wrong) console.log(`WRONG  ${name}, ${subject.name}: ${text}`);
  }
  if (wrong > 0) process.exitCode = 1;
  const { user, system } = process.cpuUsage(started);
  const seconds = ((user + system) / 1e6).toFixed(0);
  console.log(
    `${name.padEnd(16)}  ${meant.length - empty} runs (${empty} send nothing), ${cases} cases, ${wrong} wrong, ${seconds} s of CPU`,
  );
}
