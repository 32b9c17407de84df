/**
 * Interoperability tests: third-party clients against the emulator, signature tools against `ppmi certificate show`.
 * Not part of `npm test`; downloads missing packages from the registries. `npm run interop [-- NAME… [--only=WORD] [--shard=1/4]]`:
 * where a test goes through many cases, those whose name contains the word, or a part of them.
 */

import { interopTests } from './clients-under-test/index.ts';
import type { InteropTest } from './interop-test.ts';
import { Unavailable } from './program.ts';
import { type Row, report } from './report.ts';
import { openSession, type Session } from './session.ts';

const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const option = (name: string) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? null;
const [part = 1, of = 1] = option('shard')?.split('/').map(Number) ?? [];
const unknown = names.filter((name) => !interopTests.some((test) => test.name === name));
if (unknown.length > 0) {
  console.error(`Unknown test ${unknown.join(', ')}. Available: ${interopTests.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

const chosen = interopTests.filter(({ name }) => names.length === 0 || names.includes(name));
const session = openSession({ only: option('only') ?? '', shard: { part, of } });
const rows: Row[] = [];
try {
  for (const test of chosen) {
    console.error(`${test.name} …`);
    rows.push(await runTest(test, session));
  }
} finally {
  await session.close();
}
console.log(report(rows));
if (rows.some(({ result }) => result === 'failed')) process.exitCode = 1;

async function runTest(test: InteropTest, session: Session): Promise<Row> {
  const started = performance.now();
  const row = (rest: Pick<Row, 'result' | 'version' | 'calls' | 'note'>): Row => ({
    name: test.name,
    about: test.about,
    seconds: (performance.now() - started) / 1000,
    ...rest,
  });
  try {
    const { version, calls } = await test.run(session);
    const good = calls.length > 0 && calls.every(({ ok }) => ok);
    return row({
      result: good ? 'passed' : 'failed',
      version,
      calls,
      note: calls.length > 0 ? '' : 'it made no calls',
    });
  } catch (error) {
    const note = error instanceof Error ? error.message : String(error);
    return row({ result: error instanceof Unavailable ? 'skipped' : 'failed', version: '', calls: [], note });
  }
}
