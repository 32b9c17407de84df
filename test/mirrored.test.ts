/** The boundaries of a check or a repair are in a unit test at its path: a scenario shows only one side of each. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

/** Modules that checks share, tested with those that use them. */
const shared = ['diagnosis/checks/index.ts', 'diagnosis/checks/token/failures.ts', 'repair/repairs/index.ts'];

describe('unit tests', () => {
  for (const folder of ['diagnosis/checks', 'diagnosis/facts', 'repair/repairs']) {
    it(`mirror src/${folder}`, () => {
      const files = readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => join(folder, file));
      expect(files.length).to.be.greaterThan(5);
      const missing = files
        .filter((file) => !shared.includes(file) && file !== 'diagnosis/facts/index.ts')
        .filter((file) => !existsSync(join('test', file.replace(/\.ts$/, '.test.ts'))));
      expect(missing).to.deep.equal([]);
    });
  }
});
