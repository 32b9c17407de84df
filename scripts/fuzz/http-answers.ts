/**
 * Feeds hostile responses to ppmi's own HTTP reader: `tsx scripts/fuzz/http-answers.ts [--seed N] [--count N]`. Either a
 * response or one of the reader's two refusals must come out, the body within its limit, none over a second.
 */
import { parseArgs } from 'node:util';
import { ClosedEarly, createAnswerParser, NotHttp } from '../../src/net/raw-http.ts';
import { hostileAnswers } from '../../test/net/hostile-answers.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    count: { type: 'string', default: '50000' },
  },
});
const [seed, count] = [Number(values.seed), Number(values.count)];
const bodyLimit = 4096;
const counts = { answers: 0, cut: 0, refused: 0 };
let slowest = 0;

for (const bytes of hostileAnswers(seed, count)) {
  const started = performance.now();
  try {
    const parser = createAnswerParser({ bodyLimit, bodyOnSuccess: true });
    const answer = parser.push(bytes) ?? parser.end();
    if (answer.body.length > bodyLimit) throw new Error(`${answer.body.length} bytes of body`);
    counts[answer.cut ? 'cut' : 'answers'] += 1;
  } catch (error) {
    if (!(error instanceof NotHttp || error instanceof ClosedEarly)) {
      console.error(`seed ${seed}: ${JSON.stringify(bytes.toString('latin1'))}`);
      throw error;
    }
    counts.refused += 1;
  }
  slowest = Math.max(slowest, performance.now() - started);
}
console.log(`seed ${seed}, ${count} responses:`, counts, `slowest ${slowest.toFixed(1)} ms`);
process.exitCode = slowest > 1000 ? 1 : 0;
