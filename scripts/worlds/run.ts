/**
 * `npm run worlds -- --seed N --count M [--fault ID] [--crowded] [--condition NAME] [--save FILE]`: random companies,
 * from seed N on. Prints what is wrong, then sums. `--crowded` adds what few companies have; `--condition` changes all. `--save` writes the first one, for
 * `ppmi doctor --world`. Exit code 1 if doctor and the exchange disagree anywhere, others are harmed, or an undo is not
 * exact.
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { buildCompany } from './company.ts';
import { conditions, isCondition } from './condition.ts';
import { type Judgement, judge } from './judge.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '100' },
    fault: { type: 'string', multiple: true, default: [] },
    all: { type: 'boolean', default: false },
    crowded: { type: 'boolean', default: false },
    condition: { type: 'string' },
    save: { type: 'string' },
  },
});
const { condition } = values;
if (condition !== undefined && !isCondition(condition)) throw new Error(`--condition: ${conditions.join(', ')}`);
const options = { only: values.fault, crowded: values.crowded, condition };
const first = Number(values.seed);
const count = Number(values.count);
if (values.save !== undefined) {
  const { world, environmentUrl, componentId, applicationId } = buildCompany(first, options);
  await writeFile(values.save, JSON.stringify(world, null, 2));
  console.log(`--world ${values.save} --environment ${environmentUrl} --component ${componentId}  (${applicationId})`);
}
const started = performance.now();
const results: Judgement[] = [];
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    stopped = true;
  });
}
for (let seed = first; seed < first + count && !stopped; seed += 1) {
  try {
    const company = buildCompany(seed, options);
    const result = await judge(company);
    results.push(result);
    const failed = result.wrong.length > 0 || result.named === false || result.repaired === false;
    if (failed || values.all) print(result);
  } catch (error) {
    const [faults, cloud]: [readonly string[], string] = [values.fault, ''];
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const wrong = [`crashed: ${text.split('\n').slice(0, 4).join(' ')}`];
    const result = {
      seed,
      cloud,
      faults,
      exit: 70,
      found: [],
      worked: false,
      named: null,
      repaired: null,
      steps: [],
      left: [],
      wrong,
    };
    results.push(result);
    print(result);
  }
}
sums();
if (results.some(({ wrong }) => wrong.length > 0)) process.exitCode = 1;

function print({ seed, cloud, faults, exit, found, worked, named, repaired, steps, left, wrong }: Judgement): void {
  console.log(
    `seed ${seed}  ${cloud}  ${faults.join(' + ') || 'no fault'}  ${worked ? 'works' : 'fails'}  exit ${exit}  ${found.join(', ')}`,
  );
  if (named === false) console.log('   not named first');
  if (repaired === false) console.log(`   not repaired: ${[...steps, ...left].join('; ')}`);
  for (const text of wrong) console.log(`   WRONG ${text}`);
}

function sums(): void {
  const share = (pick: (each: Judgement) => boolean | null) => {
    const judged = results.map(pick).filter((each) => each !== null);
    return `${judged.filter(Boolean).length} of ${judged.length}`;
  };
  const seconds = (performance.now() - started) / 1000;
  const kinds = (word: string) => results.filter(({ wrong }) => wrong.some((text) => text.includes(word))).length;
  console.log(`
companies          ${results.length} (seeds ${first} to ${first + results.length - 1}), ${(results.length / seconds).toFixed(1)} a second
not checked        ${results.filter(({ exit }) => exit === 2).length} (exit code 2)
named first        ${share(({ named }) => named)}
repaired           ${share(({ repaired }) => repaired)}
disagreements      ${kinds('doctor') + kinds('repair says')}
others harmed      ${kinds('repair broke') + kinds('repair changed')}
undo not exact     ${kinds('undo')}
steps failed       ${kinds('a step failed')}
crashed            ${kinds('crashed')}`);
}
