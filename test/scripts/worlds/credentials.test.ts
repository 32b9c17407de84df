import { expect } from 'chai';
import { judgeCredentials } from '../../../scripts/worlds/credentials.ts';

/** The long form is `npm run worlds:credentials`. */
describe('random credentials near the right one', () => {
  it('doctor and the exchange of the emulator agree, in every cloud, version and kind of signature', async () => {
    const wrong: string[] = [];
    for (let seed = 1; seed <= 150; seed += 1) {
      const judged = await judgeCredentials(seed);
      if (judged.wrong !== null) wrong.push(`seed ${seed} (${judged.world}): ${judged.wrong}`);
    }
    expect(wrong).to.deep.equal([]);
  });
});
