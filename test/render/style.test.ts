import { expect } from 'chai';
import { sanitizeTerminal } from '../../src/render/sanitize-terminal.ts';
import { count, pad, styleOf, wrap, wrapItem } from '../../src/render/style.ts';

const terminal = { isTTY: true, columns: 120 };
const coloured = async (environment: NodeJS.ProcessEnv, output: object = terminal) =>
  (await styleOf(output, environment, 'linux')).bad('x') !== 'x';

describe('styles of an output', () => {
  it('uses colors in a terminal, never in a pipe, and obeys NO_COLOR and FORCE_COLOR', async () => {
    expect(await coloured({})).to.equal(true);
    expect(await coloured({}, {})).to.equal(false);
    expect(await coloured({ NO_COLOR: '1' })).to.equal(false);
    expect(await coloured({ NO_COLOR: '' })).to.equal(true);
    expect(await coloured({ TERM: 'dumb' })).to.equal(false);
    expect(await coloured({ FORCE_COLOR: '1' }, {})).to.equal(true);
    expect(await coloured({ FORCE_COLOR: '0' })).to.equal(false);
  });

  it('takes a terminal that reports no width for one of 80 columns', async () => {
    expect(await styleOf({ isTTY: true, columns: 0 }, {}, 'linux')).to.include({ width: 80, screen: 80 });
  });

  it('falls back to ASCII without UTF-8', async () => {
    const mark = (environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = 'linux') =>
      styleOf(terminal, environment, platform).then((style) => style.marks.passed);
    expect(await mark({ LANG: 'de_DE.UTF-8' })).to.equal('✔');
    expect(await mark({ LANG: 'C' })).to.equal('ok');
    expect(await mark({ LANG: 'C.utf8', LC_ALL: 'POSIX' })).to.equal('ok');
    expect(await mark({ LANG: 'C.UTF-8', TERM: 'dumb' })).to.equal('ok');
    expect(await mark({ LANG: 'C.UTF-8' }, 'win32')).to.equal('ok');
    expect(await mark({ WT_SESSION: 'id' }, 'win32')).to.equal('✔');
  });

  it('keeps newlines and colors and removes all other control characters', async () => {
    const { bad, title } = await styleOf(terminal, {}, 'linux');
    expect(sanitizeTerminal(`${bad(`a ${title('b')} c`)}\nd`)).to.equal(
      '\u001b[31ma \u001b[1mb\u001b[22m c\u001b[39m\nd',
    );
    expect(sanitizeTerminal('\u001b]0;title\u0007 \u001b[2J \r \u202etxt.exe \u009b31m')).to.equal(
      '\ufffd]0;title\ufffd \ufffd[2J \ufffd \ufffdtxt.exe \ufffd31m',
    );
    expect(sanitizeTerminal('Größe 署名 \u200d')).to.equal('Größe 署名 \u200d');
  });

  it('M8: a color in a name hides nothing and paints nothing', async () => {
    const { bad } = await styleOf(terminal, {}, 'linux');
    expect(sanitizeTerminal(`x\u001b[8m ${bad('y\u001b[32m')}`)).to.equal('x\ufffd[8m \u001b[31my\ufffd[32m\u001b[39m');
  });

  it('counts no columns for a color', async () => {
    expect(pad((await styleOf(terminal, {}, 'linux')).bad('ab'), 4)).to.match(/m {2}$/);
  });

  it('uses the width of the terminal within reason, 80 columns elsewhere', async () => {
    const width = async (output: object) => (await styleOf(output, {}, 'linux')).width;
    expect(
      await Promise.all([
        width({ isTTY: true, columns: 60 }),
        width(terminal),
        width({}),
        width({ isTTY: true, columns: 5 }),
      ]),
    ).to.deep.equal([60, 100, 80, 40]);
  });
});

describe('breaking lines', () => {
  it('begins further lines of an item under its text', () => {
    expect(wrapItem('10.', 'one two three', 9)).to.deep.equal(['10. one', '    two', '    three']);
    expect(wrapItem('\u001b[32m✔\u001b[39m', 'one two', 7, '  ')).to.deep.equal([
      '  \u001b[32m✔\u001b[39m one',
      '    two',
    ]);
  });

  it('wraps at spaces, by columns and not by characters', () => {
    expect(wrap('one two three', 9, '  ')).to.deep.equal(['  one two', '  three']);
    expect(wrap('古古 古古', 8)).to.deep.equal(['古古', '古古']);
  });

  it('does not break a wide word, and returns no line for an empty text', () => {
    expect(wrap('a verylongword b', 6)).to.deep.equal(['a', 'verylongword', 'b']);
    expect(wrap('', 10)).to.deep.equal([]);
  });

  it('pads and counts', () => {
    expect(pad('古', 4)).to.equal('古  ');
    expect([count(1, 'check'), count(0, 'check')]).to.deep.equal(['1 check', '0 checks']);
  });
});
