import { expect } from 'chai';
import { Chalk } from 'chalk';
import stringWidth from 'string-width';
import type { Diagnosis, Unread } from '../../../src/domain/diagnosis.ts';
import { PpmiError } from '../../../src/domain/errors.ts';
import type { FindingName } from '../../../src/domain/findings.ts';
import { reportJson } from '../../../src/render/json/report.ts';
import { createStyle, noStyle } from '../../../src/render/style.ts';
import { reportText } from '../../../src/render/text/report.ts';
import { finding, oneOfEach, refused, verdict } from '../diagnosis.ts';

function lines(diagnosis: Diagnosis, options: { emulated?: boolean; style?: typeof noStyle } = {}): string[] {
  return reportText(reportJson(diagnosis, { emulated: options.emulated ?? false }), options.style ?? noStyle).split(
    '\n',
  );
}

describe('report as text', () => {
  it('shows the two values under each other with the difference marked', () => {
    const text = lines(oneOfEach);
    const at = text.findIndex((line) => line.startsWith('  expected'));
    expect(text.slice(at, at + 3)).to.deep.equal([
      '  expected  /e/59b86021-2790-4a26-b386-15823676bbf4/h/22',
      '  actual    /e/7ec158d7-95bb-4e89-bb85-4b54cf17806c/h/22',
      `               ${'^'.repeat(36)}`,
    ]);
  });

  it('puts the cause first and what follows from it under it', () => {
    const text = lines(oneOfEach);
    const position = (part: string) => text.findIndex((line) => line.includes(part));
    expect(position('PPMI2009')).to.be.lessThan(position('PPMI2001'));
    expect(position('PPMI2001')).to.be.lessThan(position('PPMI3008'));
    expect(text[position('PPMI2001')]).to.match(/^ {4}x PPMI2001/);
  });

  it('groups blocked checks by what could not be read, with the permission said once', () => {
    const text = lines(oneOfEach).join('\n');
    expect(text.match(/Application\.Read\.All/g)).to.have.lengthOf(1);
    expect(text).to.match(
      /needs: Application\.Read\.All\n {4}granted by: a Cloud Application Administrator\n {4}not judged: .*exists\n {4}not judged: .*enabled/,
    );
  });

  it('says once what stands in the way of everything, and what tells more of it', () => {
    const error = new PpmiError('cut-off', { host: 'contoso.crm4.dynamics.com', detail: 'ENOTFOUND' });
    const cutOff = (fact: Unread['fact']): Unread => ({ fact, error });
    const verdicts = [
      verdict('a/b', 'blocked', cutOff('components')),
      verdict('a/c', 'blocked', cutOff('components')),
      verdict('a/d', 'blocked', cutOff('environment')),
    ];
    expect(lines({ findings: [], verdicts }).slice(0, -2)).to.deep.equal([
      '? Could not look (3 checks); this says nothing about the set-up',
      '  The components of the environment, the environment: the service could not be',
      '  reached (ENOTFOUND)',
      '    next: ppmi connectivity',
      '',
    ]);
  });

  it('says plainly that all is well, and only then', () => {
    expect(lines({ findings: [], verdicts: [verdict('a/b', 'passed')] })).to.deep.equal([
      'ok Everything is as it must be: 1 check passed.',
    ]);
    const incomplete = lines({
      findings: [],
      verdicts: [verdict('a/b', 'passed'), verdict('a/c', 'blocked', refused)],
    });
    expect(incomplete.slice(-2)).to.deep.equal([
      '? No fault found, but the picture is incomplete: 1 check passed, 1 could not',
      'look.',
    ]);
  });

  it('names the repair only where there is one', () => {
    const end = (name: FindingName) => lines({ findings: [finding(name)], verdicts: [] }).at(-1);
    expect(end('tenant-raw-guid')).to.include('`ppmi repair`');
    expect(end('assembly-unsigned')).to.not.include('ppmi repair');
  });

  it('says first of all that it is emulated', () => {
    expect(lines(oneOfEach, { emulated: true })[0]).to.match(/^EMULATED/);
    expect(lines(oneOfEach).join('\n')).to.not.match(/emulated/i);
  });

  it('stays within 80 columns, except for commands, which must be pasted whole', () => {
    for (const line of lines(oneOfEach)) {
      if (!/^ {4}(az|ppmi|openssl) /.test(line)) expect(stringWidth(line), line).to.be.at.most(80);
    }
  });

  it('colours only when told, and the words stay the same', () => {
    const coloured = lines(oneOfEach, {
      style: createStyle({ chalk: new Chalk({ level: 1 }), unicode: false, width: 80 }),
    }).join('\n');
    const codes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    expect(coloured).to.match(codes);
    expect(coloured.replace(codes, '')).to.equal(lines(oneOfEach).join('\n'));
  });
});
