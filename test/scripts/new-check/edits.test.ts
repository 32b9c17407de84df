import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { transformSync } from 'esbuild';
import { areas, editsFor, goldenFile, nextCode } from '../../../scripts/new-check/edits.ts';

const read = (file: string) => readFileSync(file, 'utf8');

describe('a new check', () => {
  for (const [name, area] of Object.entries(areas)) {
    it(`fits into the sources: ${name}`, () => {
      const code = nextCode(area.range, JSON.parse(read(goldenFile)));
      const made = { id: `${name}/some-new-check`, finding: 'some-new-finding', code, since: '0.0.0' };
      const files = editsFor(made, area, read);
      expect([...files.keys()]).to.have.length(8);
      for (const [file, text] of files) {
        if (file.endsWith('.ts')) transformSync(text, { loader: 'ts' });
        expect(text, file).to.match(/some-new-(check|finding)/);
        expect(text, file).not.to.match(/\n\n\n/);
      }
      const list = files.get('src/diagnosis/checks/index.ts') ?? '';
      expect(list).to.contain(`import someNewCheck from './${name}/some-new-check.ts';\n\n/** In the order`);
      expect(list).to.match(/ {2}someNewCheck,\n\];/);
    });
  }

  it('gets the code after the last one of its range', () => {
    expect(nextCode(2, { PPMI1009: 'a', PPMI2001: 'b', PPMI2007: 'c', PPMI3001: 'd' })).to.equal('PPMI2008');
    expect(nextCode(8, { PPMI7001: 'a', PPMI9001: 'b' })).to.equal('PPMI8001');
  });

  it('belongs where the sources are as expected, or the scaffold says which are not', () => {
    const [area] = Object.values(areas);
    if (area === undefined) throw new Error('no area');
    const made = { id: 'identity/a', finding: 'b', code: 'PPMI1999', since: '0.0.0' };
    expect(() => editsFor(made, area, (file) => (file.endsWith('index.ts') ? '' : read(file)))).to.throw(/index\.ts/);
  });
});
