import { expect } from 'chai';
import { runPpmi } from '../../run-ppmi.ts';

const right =
  '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5';
const explain = (...args: readonly string[]) => runPpmi(['subject', 'explain', ...args]);

describe('subject explain', () => {
  for (const [what, subject, code, said] of [
    ['a right one', right, 0, 'No known mistake shows.'],
    ['one with a mistake', right.replace('/h/', '/hash/'), 1, 'To see it yourself:'],
    ['one of another service', '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/a/sc/o/c', 0, 'it is left alone'],
    [
      'one of nobody’s grammar',
      'repo:contoso/plugins:ref:refs/heads/main',
      0,
      'No known mistake makes such a subject.',
    ],
  ] as const) {
    it(`${what}: ${said}`, async () => {
      const ran = await explain(subject);
      expect(ran.stdout).to.contain(said);
      expect(ran.code).to.equal(code);
    });
  }
});
