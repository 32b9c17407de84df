/** `npm run worlds:credentials -- --seed N --count M`: prints each disagreement of doctor and the exchange, then sums. */
import { parseArgs } from 'node:util';
import { type CredentialsJudged, judgeCredentials } from './credentials.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '2000' } },
});
const first = Number(values.seed);
const judged: CredentialsJudged[] = [];
for (let seed = first; seed < first + Number(values.count); seed += 1) {
  const one = await judgeCredentials(seed);
  judged.push(one);
  if (one.wrong !== null) {
    console.log(
      `seed ${seed}  ${one.world}\n   ${one.mutations.join('; ')}\n   WRONG ${one.wrong} (${one.found.join(', ')})`,
    );
  }
}
const count = (test: (each: CredentialsJudged) => boolean) => judged.filter(test).length;
console.log(`
worlds          ${judged.length} (seeds ${first} to ${first + judged.length - 1})
exchange works  ${count(({ works }) => works)}
doctor          ${(['works', 'fails', 'not-checked'] as const).map((said) => `${count((each) => each.said === said)} ${said}`).join(', ')}
disagreements   ${count(({ wrong }) => wrong !== null)}`);
if (judged.some(({ wrong }) => wrong !== null)) process.exitCode = 1;
