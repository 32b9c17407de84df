/**
 * Tries what ppmi promises: `npm run promises -- [--long] [--only id,…] [--seed N] [--minutes N]`. The short form runs in
 * CI. Prints a table in Markdown; exits with 1 if a promise was broken. What `--minutes` cut short is counted as it is.
 *
 * `--results FILE` continues where the run before it that wrote FILE stopped, so that the long form can run in pieces.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as inputs from './promises/inputs.ts';
import { linear } from './promises/linear.ts';
import * as load from './promises/load.ts';
import * as printed from './promises/printed.ts';
import type { Attempt, Tried } from './promises/row.ts';
import * as wire from './promises/wire.ts';

interface Promised {
  readonly id: string;
  readonly group: string;
  readonly promise: string;
  readonly how: string;
  readonly short: number;
  readonly long: number;
  readonly limit: string;
}

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    only: { type: 'string' },
    seed: { type: 'string', default: '20261128' },
    minutes: { type: 'string' },
    results: { type: 'string' },
  },
});

const attempts: Readonly<Record<string, Attempt>> = {
  linear,
  bounded: load.bounded,
  logs: load.logs,
  terminal: printed.terminal,
  pasting: printed.pasting,
  files: inputs.files,
  texts: inputs.texts,
  httpAnswers: inputs.httpAnswers,
  shapes: inputs.shapes,
  survived: wire.survived,
  secrets: wire.secrets,
  hosts: wire.hosts,
};

const table = new URL('../test/promises.json', import.meta.url);
const { promises } = JSON.parse(readFileSync(table, 'utf8')) as { promises: readonly Promised[] };
const only = values.only?.split(',');
const chosen = promises.filter(({ id }) => only?.includes(id) ?? true);
// Each promise has an equal part of the time, so that none is left out.
const perPromise = (Number(values.minutes ?? (values.long ? 60 : 4)) * 60_000) / chosen.length;

/** In-process readers keep nothing; more than this would be a leak or an input that is held many times. */
const mostMemoryMB = 1024;

let results: Record<string, Tried> = {};
if (values.results !== undefined && existsSync(values.results))
  results = JSON.parse(readFileSync(values.results, 'utf8'));

for (const { id, short, long } of chosen) {
  const attempt = attempts[id];
  if (attempt === undefined) throw new Error(`test/promises.json: nothing tries ${id}`);
  const [from, to] = [results[id]?.tried ?? 0, values.long ? long : short];
  if (from >= to) continue;
  const start = process.cpuUsage();
  const tried = await attempt({ from, to, until: Date.now() + perPromise, seed: Number(values.seed) });
  const { user, system } = process.cpuUsage(start);
  console.error(
    `${id}: ${tried.tried} of ${to - from}, ${((user + system) / 1e6).toFixed(0)} s of CPU time in this process`,
  );
  for (const failure of tried.failures) console.error(`  ${failure}`);
  results[id] = added(results[id], tried);
}

const peakMB = process.resourceUsage().maxRSS / 1024;
if (values.results !== undefined) writeFileSync(values.results, `${JSON.stringify(results, null, 2)}\n`);

console.log(
  `seed ${values.seed}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}; at most ${peakMB.toFixed(0)} MB\n`,
);
console.log('| group | promise | how | tried | long form | broken | limit |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const { id, group, promise, how, limit, long } of chosen) {
  const { tried, failures, worst } = results[id] ?? { tried: 0, failures: [], worst: null };
  const most = worst === null ? '' : `; worst ${Number(worst.value.toPrecision(2))} ${worst.unit}`;
  const counts = [tried, long].map((count) => count.toLocaleString('en-US'));
  console.log(`| ${group} | ${promise} | ${how} | ${counts.join(' | ')} | ${failures.length} | ${limit}${most} |`);
}

const broken = chosen.flatMap(({ id }) => {
  const { tried, failures } = results[id] ?? { tried: 0, failures: [] };
  return tried === 0 ? [`${id}: nothing was tried`] : failures.map((failure) => `${id}: ${failure}`);
});
if (peakMB > mostMemoryMB) broken.push(`this process took ${peakMB.toFixed(0)} MB`);
for (const failure of broken) console.error(failure);
process.exit(broken.length === 0 ? 0 : 1);

function added(before: Tried | undefined, now: Tried): Tried {
  if (before === undefined) return now;
  const larger = (before.worst?.value ?? 0) > (now.worst?.value ?? 0) ? before.worst : now.worst;
  return { tried: before.tried + now.tried, failures: [...before.failures, ...now.failures], worst: larger };
}
