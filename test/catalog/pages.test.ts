import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect } from 'chai';
import { findingIndex, findingPage, handWritten } from '../../scripts/docs/finding-pages.ts';
import { entries, entryByName } from '../../src/catalog/index.ts';

const folder = new URL('../../docs/findings/', import.meta.url);
const page = (code: string) => readFileSync(new URL(`${code}.md`, folder), 'utf8');

describe('pages of codes', () => {
  it('exist for every code and for nothing else', () => {
    const files = readdirSync(folder).filter((name) => name !== 'README.md');
    expect(files.sort()).to.deep.equal(entries.map(({ code }) => `${code}.md`));
  });

  it('have a hand-written part for every code except errors of ppmi itself', () => {
    for (const { code } of entries.filter((entry) => !entry.code.startsWith('PPMI9'))) {
      expect(handWritten(page(code)).length, code).to.be.at.least(120);
    }
  });

  it('have the title and the name of the catalog', () => {
    for (const { code, name, title } of entries) {
      expect(page(code), code).to.include(`# ${code} ${title}\n`).and.to.include(`| name | \`${name}\` |`);
    }
  });

  it('keep the hand-written part when the head is generated again', () => {
    const entry = entryByName('audience-case');
    const first = findingPage(entry, [], null);
    const renewed = findingPage({ ...entry, title: 'Another title' }, ['check `a/b`'], `${first}\nWritten by hand.\n`);
    expect(renewed)
      .to.include('Another title')
      .and.to.include('| reported by | check `a/b` |')
      .and.to.match(/\n\nWritten by hand\.\n$/);
    expect(handWritten(renewed)).to.equal('Written by hand.');
  });

  it('are all in the index, under their range', () => {
    const index = findingIndex(entries);
    expect(existsSync(new URL('README.md', folder))).to.equal(true);
    for (const { code } of entries) expect(index).to.include(`[${code}](${code}.md)`);
    expect(index.indexOf('PPMI1001'))
      .to.be.greaterThan(index.indexOf('## 1xxx'))
      .and.lessThan(index.indexOf('## 2xxx'));
  });
});
