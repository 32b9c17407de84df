/**
 * Tries what ppmi promises: `npm run promises -- [--long] [--only id,…] [--seed N] [--minutes N]`. The short form runs in
 * CI. Prints a table in Markdown; exits with 1 if a promise was broken. What `--minutes` cut short is counted as it is.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import * as inputs from './promises/inputs.ts';
import * as printed from './promises/printed.ts';
import type { Attempt } from './promises/row.ts';
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
  },
});

const attempts: Readonly<Record<string, Attempt>> = {
  redaction: printed.redaction,
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
const perPromise = (Number(values.minutes ?? (values.long ? 20 : 4)) * 60_000) / chosen.length;

console.log(`seed ${values.seed}, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}\n`);
console.log('| group | promise | how | tried | limit | broken | worst |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
const broken: string[] = [];
for (const { id, group, promise, how, limit, short, long } of chosen) {
  const attempt = attempts[id];
  if (attempt === undefined) throw new Error(`test/promises.json: nothing tries ${id}`);
  const count = values.long ? long : short;
  const { tried, failures, worst } = await attempt({
    count,
    until: Date.now() + perPromise,
    seed: Number(values.seed),
  });
  console.log(`| ${group} | ${promise} | ${how} | ${tried} | ${limit} | ${failures.length} | ${worst} |`);
  broken.push(...failures.map((failure) => `${id}: ${failure}`));
  if (tried === 0) broken.push(`${id}: nothing was tried`);
}
for (const failure of broken) console.error(failure);
process.exit(broken.length === 0 ? 0 : 1);
