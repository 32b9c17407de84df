import { expect } from 'chai';

const { namesRead, checkStub }: StubNames = await import(
  new URL('../../../scripts/build/stub-names.mjs', import.meta.url).href
);
const { createHits }: { createHits(): Hits } = await import(
  new URL('../../../scripts/build/hits.mjs', import.meta.url).href
);

interface StubNames {
  namesRead(text: string, packageName: string): ReadonlySet<string> | null;
  checkStub(stub: { packageName: string; text: string; importer: string; names: readonly string[] }): void;
}

interface Hits {
  expect(...names: string[]): void;
  add(name: string): void;
  check(): void;
}

describe('build: names read from a stubbed package', () => {
  const cases = [
    ['const glob_1 = require("tinyglobby"); glob_1.glob(x); glob_1.globSync(y)', 'tinyglobby', ['glob', 'globSync']],
    ['const spinners_1 = __importDefault(require("cli-spinners"));\nspinners_1.default.dots', 'cli-spinners', ['dots']],
    ["(await import('wsl-utils')).isWsl ? 1 : 2", 'wsl-utils', ['isWsl']],
    ["import jwt from 'jsonwebtoken';\njwt.sign(a); jwt.decode(b)", 'jsonwebtoken', ['sign', 'decode']],
  ] as const;
  for (const [text, packageName, names] of cases) {
    it(`of ${packageName}: ${names.join(', ')}`, () => {
      expect([...(namesRead(text, packageName) ?? [])]).to.deep.equal(names);
    });
  }

  it('a name that the stub lacks fails the build', () => {
    const stub = { packageName: 'jsonwebtoken', importer: 'a.mjs', names: ['sign'] };
    const text = "import jwt from 'jsonwebtoken';\njwt.sign(a); jwt.verify(b)";
    expect(() => checkStub({ ...stub, text })).to.throw('a.mjs imports verify of jsonwebtoken');
  });

  it('an import in an unknown form fails the build', () => {
    const stub = { packageName: 'minimatch', importer: 'a.js', names: ['minimatch'] };
    expect(() => checkStub({ ...stub, text: 'load("minimatch")' })).to.throw('in an unknown form');
  });
});

describe('build: replacements', () => {
  it('one that never took place fails the build', () => {
    const hits = createHits();
    hits.expect('a', 'b');
    hits.add('a');
    expect(() => hits.check()).to.throw('found nothing to replace: b');
    hits.add('b');
    hits.check();
  });
});
