import { expect } from 'chai';
import { isNear } from '../../../scripts/mutate/tests.ts';

describe('the tests of a file', () => {
  for (const [test, near] of [
    ['test/repair/run.test.ts', true],
    ['test/repair/run-between-steps.test.ts', true],
    ['test/repair/runs.test.ts', false],
    ['test/repair/run-all/parts.test.ts', false],
    ['test/features/run.test.ts', false],
  ] as const) {
    it(`${near ? 'are' : 'are not'} in ${test}`, () => {
      expect(isNear(test, 'src/repair/run.ts')).to.equal(near);
    });
  }
});
