import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { ask } from '../../src/session/confirm.ts';

/** A terminal, for which readline obeys Ctrl+C and Ctrl+D. */
function terminal(keys: string, isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY });
  input.write(keys);
  if (!isTTY) input.end();
  return { input, output };
}

describe('a prompt', () => {
  for (const [what, keys, isTTY, answer] of [
    ['a line', 'yes\r', true, 'yes'],
    ['Ctrl+C', '\x03', true, 'interrupted'],
    ['Ctrl+D, which was called a bug of ppmi', '\x04', true, ''],
    ['the end of a pipe, which was waited for without end', '', false, ''],
  ] as const) {
    it(`takes ${what}`, async () => {
      expect(await ask('Apply? ', terminal(keys, isTTY))).to.equal(answer);
    });
  }
});
