/**
 * Kills every repair and its undo at every operation, lets every request meet every fault, runs two repairs at once, and
 * lets another client change the same objects. `npm run repairs [-- WORD…]`: scenarios whose name contains one of the words.
 * Exit code 1 if anything does not hold.
 */
import { listScenarios } from '../../src/emulator/scenarios/index.ts';
import { faultEverywhere, somebodyElse, twoAtOnce, worksThroughout } from './faults.ts';
import { killEverywhere, type Tally } from './matrix.ts';

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const only = process.argv.find((word) => word.startsWith('--group='))?.slice('--group='.length);
/** The same repairs on a user-assigned managed identity: its credentials are written through Azure Resource Manager. */
const identities = ['fic-missing', 'environment-other', 'subject-case', 'issuer-other-tenant', 'audience-case'];
const scenarios = [
  ...listScenarios().flatMap(({ id, repairable }) => (repairable ? [id] : [])),
  ...identities.map((id) => `${id},kind=uami`),
].filter((id) => words.length === 0 || words.some((word) => id.includes(word)));

const groups: readonly (readonly [name: string, judge: (scenario: string) => Promise<Tally>, parameters: string])[] = [
  ['kill', killEverywhere, 'consistency=eventual'],
  ['fault', faultEverywhere, 'consistency=eventual,seed=7'],
  ['two at once', twoAtOnce, 'consistency=eventual,seed=11'],
  ['another client', somebodyElse, 'consistency=strict'],
  ['works throughout', worksThroughout, 'consistency=strict,company=1'],
];

for (const [name, judge, parameters] of groups) {
  if (only !== undefined && !name.startsWith(only)) continue;
  const started = performance.now();
  const tallies: Tally[] = [];
  for (const scenario of scenarios) {
    const tally = await judge(`${scenario},${parameters}`);
    tallies.push(tally);
    for (const text of tally.wrong) console.log(`WRONG  ${tally.scenario}: ${text}`);
  }
  const cases = tallies.reduce((sum, tally) => sum + tally.cases, 0);
  const wrong = tallies.reduce((sum, tally) => sum + tally.wrong.length, 0);
  if (wrong > 0) process.exitCode = 1;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${name.padEnd(16)}  ${scenarios.length} repairs, ${cases} cases, ${wrong} wrong, ${seconds} s`);
}
