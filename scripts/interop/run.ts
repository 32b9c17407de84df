/**
 * Lets programs by others judge: clients against the emulator, tools that read signatures against `ppmi certificate show`.
 * No part of the tests; fetches what is missing from the package registries. `npm run interop [-- NAME…]`.
 */

import { witnesses } from './clients-under-test/index.ts';
import { type Row, report } from './report.ts';
import { openSession, type Session } from './session.ts';
import { Unavailable, type Witness } from './witness.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !witnesses.some((witness) => witness.name === name));
if (unknown.length > 0) {
  console.error(`No witness ${unknown.join(', ')}. There are ${witnesses.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const chosen = witnesses.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const session = openSession();
const rows: Row[] = [];
try {
  for (const witness of chosen) {
    console.error(`${witness.name} …`);
    rows.push(await hear(witness, session));
  }
} finally {
  await session.close();
}
console.log(report(rows));
if (rows.some(({ result }) => result === 'failed')) process.exitCode = 1;

async function hear(witness: Witness, session: Session): Promise<Row> {
  const started = performance.now();
  const row = (rest: Pick<Row, 'result' | 'version' | 'calls' | 'note'>): Row => ({
    name: witness.name,
    about: witness.about,
    seconds: (performance.now() - started) / 1000,
    ...rest,
  });
  try {
    const { version, calls } = await witness.testify(session);
    const good = calls.length > 0 && calls.every(({ ok }) => ok);
    return row({ result: good ? 'passed' : 'failed', version, calls, note: calls.length > 0 ? '' : 'it made no call' });
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    return row({ result: error instanceof Unavailable ? 'skipped' : 'failed', version: '', calls: [], note });
  }
}
