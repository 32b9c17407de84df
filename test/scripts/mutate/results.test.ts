import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { mutantsOf } from '../../../scripts/mutate/mutants.ts';
import { describeMutant, openResults, staleAmong } from '../../../scripts/mutate/results.ts';
import { judged, scoreLines } from '../../../scripts/mutate/score.ts';

const text = 'const a = 1;\nconst x = a < 2 && a < 3;\n';
const [, first, second] = mutantsOf(text)
  .filter(({ kind }) => kind === 'boundary' || kind === 'logic')
  .map((mutant) => describeMutant('src/a/b.ts', text, mutant));
if (first === undefined || second === undefined) throw new Error('the text has two boundaries');
const why = 'a is never 2';
const explained = [{ file: first.file, code: first.code, change: first.change, why }];

describe('results of a mutation run', () => {
  it('describe the place and the change', () => {
    expect(first).to.deep.equal({
      file: 'src/a/b.ts',
      line: 2,
      column: 11,
      code: 'const x = a < 2 && a < 3;',
      change: 'boundary: a < 2 → a <= 2',
    });
  });

  it('continue where a run stopped, while the file is unchanged', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ppmi-results-'));
    try {
      const path = join(folder, 'results.jsonl');
      openResults(path).add(text, first, null);
      openResults(path).add(text, first, 'test/a/b.test.ts');
      const results = openResults(path);
      expect(results.known(text, first)?.killedBy).to.equal('test/a/b.test.ts');
      expect(results.known(text, second)).to.equal(null);
      expect(results.known(`${text} `, first)).to.equal(null);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('report explanations whose code has changed or is gone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ppmi-results-'));
    try {
      mkdirSync(join(folder, 'src/a'), { recursive: true });
      writeFileSync(join(folder, first.file), text);
      const current = { ...first, why };
      const changed = { ...current, code: 'const x = a < 2;' };
      const removed = { ...current, file: 'src/a/c.ts' };
      expect(staleAmong([current, changed, removed], folder)).to.deep.equal([changed, removed]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('do not count what is explained, and name explanations that nothing needs', () => {
    expect(judged(null, first, explained)).to.equal('explained');
    expect(judged(null, second, explained)).to.equal('survived');
    expect(judged('no answer', first, explained)).to.equal('killed by the time limit');
    const survived = { described: second, verdict: 'survived' } as const;
    const lines = scoreLines([{ described: first, verdict: 'explained' }, survived], explained);
    expect(lines.at(0)).to.equal('survived  src/a/b.ts:2 boundary: a < 3 → a <= 3');
    expect(lines.at(-1)).to.contain('0.0 %').and.to.contain('1 survived, 1 explained');
    const killed = scoreLines([{ described: first, verdict: 'killed' }, survived], explained);
    expect(killed.at(1)).to.equal('explained without need  src/a/b.ts boundary: a < 2 → a <= 2');
    expect(killed.at(-1)).to.contain('50.0 %');
  });
});
