import { expect } from 'chai';
import { Chalk } from 'chalk';
import stringWidth from 'string-width';
import type { Diagnosis, Unread } from '../../../src/domain/diagnosis.ts';
import { PpmiError } from '../../../src/domain/errors.ts';

import { createStyle, noStyle } from '../../../src/render/style.ts';
import { reportLine, reportText } from '../../../src/render/text/report.ts';
import { type Report, type ReportContext, summarize } from '../../../src/report/report.ts';
import { unknown } from '../../shell.ts';
import { finding, oneOfEach, refused, verdict } from '../diagnosis.ts';

interface Options extends Partial<ReportContext> {
  readonly style?: typeof noStyle;
  readonly verbose?: boolean;
}

const report = (diagnosis: Diagnosis, context: Partial<ReportContext> = {}): Report =>
  summarize(diagnosis, { emulated: false, ...context });

function lines(diagnosis: Diagnosis, { style = noStyle, verbose = false, ...context }: Options = {}): string[] {
  return reportText(report(diagnosis, context), style, { verbose }).split('\n');
}

describe('report as text', () => {
  it('shows both values with the difference marked', () => {
    const text = lines(oneOfEach);
    const at = text.findIndex((line) => line.startsWith('  expected'));
    expect(text.slice(at, at + 3)).to.deep.equal([
      '  expected  /e/59b86021-2790-4a26-b386-15823676bbf4/h/22',
      '  actual    /e/7ec158d7-95bb-4e89-bb85-4b54cf17806c/h/22',
      `               ${'^'.repeat(36)}`,
    ]);
  });

  it('shows the cause first and its consequences under it', () => {
    const text = lines(oneOfEach);
    const position = (part: string) => text.findIndex((line) => line.includes(part));
    expect(position('PPMI2009')).to.be.lessThan(position('PPMI2001'));
    expect(position('PPMI2001')).to.be.lessThan(position('PPMI3008'));
    expect(text[position('PPMI2001')]).to.match(/^ {4}x PPMI2001/);
  });

  it('groups blocked checks by the unread fact, and names the permission once', () => {
    const text = lines(oneOfEach).join('\n');
    expect(text.match(/Application\.Read\.All/g)).to.have.lengthOf(1);
    expect(text).to.match(
      /requires: Application\.Read\.All\n {4}granted by: a Cloud Application Administrator\n {4}not checked: .*exists\n {4}not checked: .*enabled/,
    );
  });

  it('reports a common cause once, with the command that shows more', () => {
    const error = new PpmiError('cut-off', { host: 'contoso.crm4.dynamics.com', detail: 'ENOTFOUND' });
    const cutOff = (fact: Unread['fact']): Unread => ({ fact, error });
    const verdicts = [
      verdict('a/b', 'blocked', cutOff('components')),
      verdict('a/c', 'blocked', cutOff('components')),
      verdict('a/d', 'blocked', cutOff('environment')),
    ];
    expect(lines({ findings: [], verdicts }).slice(0, -1)).to.deep.equal([
      '? Not checked (3)',
      '  The components of the environment, the environment: no answer (ENOTFOUND)',
      '    next: ppmi connectivity',
      '',
    ]);
  });

  it('reports no problems only if every check ran', () => {
    expect(lines({ findings: [], verdicts: [verdict('a/b', 'passed')] })).to.deep.equal([
      'ok No problems found (1 check passed).',
    ]);
    const incomplete = lines({
      findings: [],
      verdicts: [verdict('a/b', 'passed'), verdict('a/c', 'blocked', refused)],
    });
    expect(incomplete.at(-1)).to.equal('? Not fully checked: 1 check passed, 1 check could not run.');
    const nothing = lines({ findings: [], verdicts: [verdict('a/c', 'blocked', refused)] });
    expect(nothing.at(-1)).to.equal('? Not checked: 1 check could not run.');
  });

  it('counts a warning that causes an error as an error', () => {
    const diagnosis = {
      findings: [finding('record-subject-scope', { consequences: [finding('fic-missing')] })],
      verdicts: [],
    };
    expect(lines(diagnosis).at(-1)).to.equal('x 1 error, 0 checks passed.');
    expect(lines({ findings: [finding('record-subject-scope')], verdicts: [] }).at(-1)).to.equal(
      '! No errors found: 1 warning, 0 checks passed.',
    );
  });

  it('shows what was checked, by which user, when and with which version, even without problems', () => {
    const text = lines(
      { findings: [], verdicts: [verdict('a/b', 'passed')] },
      {
        target: {
          environment: { url: 'https://contoso.crm4.dynamics.com', id: 'e', name: 'Contoso' },
          component: { type: 'package', id: 'c', name: 'Orders' },
          record: { id: 'r', name: 'Orders', version: null },
          application: { applicationId: 'a', name: 'Contoso Orders' },
          cloud: 'gcc',
          tenantId: 't',
        },
        signedInAs: { tenantId: 't', clientId: 'c', user: 'ann@contoso.com' },
        tool: { version: '1.0.0', at: '2026-01-02T03:04:05.000Z' },
      },
    );
    expect(text).to.deep.equal([
      'Environment   Contoso, https://contoso.crm4.dynamics.com',
      'Component     Orders (package), c',
      'Record        Orders, r, version empty',
      'Application   Contoso Orders, a',
      'Tenant        t, cloud gcc',
      'Signed in as  ann@contoso.com, tenant t',
      'Checked       2026-01-02 03:04 UTC, ppmi 1.0.0',
      '',
      'ok No problems found (1 check passed).',
    ]);
  });

  it('lists every check or prints one line if requested', () => {
    const text = lines(oneOfEach, { verbose: true });
    const at = text.indexOf('Checks');
    expect(text.slice(at + 1, at + 8).map((line) => line.trim().split(' ')[0])).to.deep.equal([
      'x',
      'x',
      'ok',
      '?',
      '?',
      '-',
      '?',
    ]);
    expect(lines(oneOfEach)).to.not.include('Checks');
    expect(reportLine(report(oneOfEach, { emulated: true }), noStyle)).to.equal(
      'EMULATED x unknown component: PPMI2009, PPMI3008 (1 error, 1 warning, 1 check passed, 3 checks could not run)',
    );
  });

  it('suggests a repair only if there is one', () => {
    const text = (isPlanned: () => boolean) =>
      lines(
        { findings: [finding('tenant-raw-guid')], verdicts: [] },
        { isPlanned, run: { ...unknown, target: ['--environment', 'https://contoso.crm4.dynamics.com'] } },
      );
    expect(text(() => true).at(-1)).to.equal('  ppmi repair --environment https://contoso.crm4.dynamics.com');
    expect(text(() => false).at(-1)).to.equal('x 1 error, 0 checks passed.');
  });

  it('says first that the results are emulated', () => {
    expect(lines(oneOfEach, { emulated: true })[0]).to.match(/^EMULATED/);
    expect(lines(oneOfEach).join('\n')).to.not.match(/emulated/i);
  });

  it('stays within 80 columns, except for commands, which must be pasted whole', () => {
    for (const line of lines(oneOfEach)) {
      if (!/^ {4}(az|ppmi|openssl) /.test(line)) expect(stringWidth(line), line).to.be.at.most(80);
    }
  });

  it('adds colors only if enabled, and the words stay the same', () => {
    const coloured = lines(oneOfEach, {
      style: createStyle({ chalk: new Chalk({ level: 1 }), unicode: false, width: 80 }),
    }).join('\n');
    const codes = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
    expect(coloured).to.match(codes);
    expect(coloured.replace(codes, '')).to.equal(lines(oneOfEach).join('\n'));
  });
});
