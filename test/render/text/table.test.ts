import { expect } from 'chai';
import { createStyle, noStyle } from '../../../src/render/style.ts';
import { table } from '../../../src/render/text/table.ts';

const head = ['name', 'id'];
const rows = [
  ['Contoso', '7c4547dd-4bd6-e4c5-1f87-40bcd979571c'],
  ['開発 環境', '1'],
  ['', 'a\nb'],
];
const onScreen = (screen: number) => createStyle({ chalk: null, unicode: false, width: 80, screen });

describe('a table', () => {
  it('has columns as wide as their widest value, in terminal columns', async () => {
    expect(await table(head, rows, noStyle)).to.equal(
      [
        '  name       id',
        '  Contoso    7c4547dd-4bd6-e4c5-1f87-40bcd979571c',
        '  開発 環境  1',
        '             a\ufffdb',
      ].join('\n'),
    );
    expect(await table(head, rows, onScreen(49))).to.equal(await table(head, rows, noStyle));
  });

  it('prints one value per line if the terminal is too narrow, and breaks no value', async () => {
    expect(await table(head, rows.slice(0, 2), onScreen(48))).to.equal(
      ['  name  Contoso', '  id    7c4547dd-4bd6-e4c5-1f87-40bcd979571c', '', '  name  開発 環境', '  id    1'].join(
        '\n',
      ),
    );
  });

  it('is as wide as needed in a file or pipe', async () => {
    const long = 'x'.repeat(200);
    expect(await table(['a', 'b'], [[long, long]], noStyle)).to.contain(`${long}  ${long}`);
  });
});
