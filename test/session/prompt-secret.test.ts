import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { promptSecret } from '../../src/session/prompt-secret.ts';

describe('askHidden', () => {
  /** What is answered to these keys, and what the terminal shows meanwhile. */
  async function ask(keys: string): Promise<{ answer: string; shown: string }> {
    const input = new PassThrough();
    const output = new PassThrough();
    const asked = promptSecret('Password: ', { input, output });
    input.end(keys);
    return { answer: await asked, shown: String(output.read()) };
  }

  for (const [keys, answer] of [
    ['secret\n', 'secret'],
    ['secret\r', 'secret'],
    ['p@ss wörd\n', 'p@ss wörd'],
    ['secrex\x7ft\n', 'secret'],
    ['\n', ''],
    ['', ''],
  ] as const) {
    it(`${JSON.stringify(keys)} answers ${JSON.stringify(answer)} and shows nothing of it`, async () => {
      expect(await ask(keys)).to.deep.equal({ answer, shown: 'Password: \n' });
    });
  }
});
