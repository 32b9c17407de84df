import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Verdict } from '../../../src/domain/diagnosis.ts';
import { type ErrorName, PpmiError } from '../../../src/domain/errors.ts';
import { isFinished, latest, readReports } from '../../../src/features/fleet/report-file.ts';
import { isInShard, parseShard, readEnvironments } from '../../../src/features/fleet/targets.ts';
import { type Report, summarize } from '../../../src/report/report.ts';
import { cpuTime, referenceTime } from '../../cpu-time.ts';
import { rejectedBy, thrownBy } from '../../thrown.ts';

const environment = { url: 'https://contoso-dev--example.crm4.dynamics.com', id: null, name: null };

function report(id: string | null, reason: ErrorName | 'not-predictable' | 'bug' | null = null): Report {
  const blockedBy = reason === null ? null : blocker(reason);
  const verdict: Verdict = { check: 'a/b', title: '', state: reason === null ? 'passed' : 'blocked', blockedBy };
  const component = id === null ? null : ({ type: 'assembly', id, name: id } as const);
  return summarize({ findings: [], verdicts: [verdict] }, { emulated: true, target: { environment, component } });
}

function blocker(reason: ErrorName | 'not-predictable' | 'bug'): Verdict['blockedBy'] {
  if (reason === 'not-predictable' || reason === 'bug') return { reason, fact: 'records', detail: '' };
  return { fact: 'records', error: new PpmiError(reason) };
}

describe('reports of an earlier run', () => {
  it('are finished, unless the network failed', () => {
    expect(isFinished(report('a'))).to.equal(true);
    expect(isFinished(report('a', 'refused'))).to.equal(true);
    expect(isFinished(report('a', 'not-predictable'))).to.equal(true);
    for (const reason of ['cut-off', 'throttled', 'answer-malformed', 'sign-in-failed', 'bug'] as const) {
      expect(isFinished(report('a', reason)), reason).to.equal(false);
    }
    expect(isFinished(report(null, 'refused'))).to.equal(false);
  });

  it('count by the last of each component', () => {
    const last = report('a');
    expect(latest([report('a', 'cut-off'), report('b'), last])).to.deep.equal([last, report('b')]);
  });

  it('drop an unlisted environment once its components were listed', () => {
    expect(latest([report(null, 'cut-off'), report('a')])).to.deep.equal([report('a')]);
    expect(latest([report('a'), report(null, 'cut-off')])).to.have.length(2);
  });
});

describe('a shard', () => {
  it('holds each component in exactly one part, and the parts are of a size', () => {
    const sizes = [1, 2, 3, 4].map(
      (part) =>
        Array.from({ length: 400 }, (_, index) => `${index}`).filter((key) => isInShard({ part, of: 4 }, key)).length,
    );
    expect(sizes.reduce((sum, size) => sum + size)).to.equal(400);
    for (const size of sizes) expect(size).to.be.within(70, 130);
  });

  for (const text of ['0/8', '9/8', '2', '2/0', 'a/b', '-1/8', '']) {
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(thrownBy(() => parseShard(text)).id).to.equal('usage');
    });
  }
});

describe('a file of reports', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-reports-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const line = JSON.stringify({ schema: 'ppmi.report/1', findings: [], verdicts: [] });
  const read = (text: string) => {
    const file = join(folder, 'reports.ndjson');
    writeFileSync(file, text);
    return readReports(file).then(
      ({ reports, damagedLines, endsWithLine }) => [reports.length, damagedLines, endsWithLine],
      (error: PpmiError) => error.id,
    );
  };

  it('may have a line that is cut off, and empty lines', async () => {
    expect(await read(`${line}\n\n${line}\n${line.slice(0, 20)}`)).to.deep.equal([2, 1, false]);
    expect(await read(`${line}\r\n`)).to.deep.equal([1, 0, true]);
    expect(await read(line.slice(0, 20))).to.deep.equal([0, 1, false]);
    expect(await read('')).to.deep.equal([0, 0, true]);
  });

  it('is not one without any report, and is not read to its end then', async () => {
    expect(await read('{}')).to.equal('file-not-recognised');
    expect(await read('{}\n{}\n')).to.equal('file-not-recognised');
    expect(await read(`${'{}\n'.repeat(1000)}${line}\n`)).to.equal('file-not-recognised');
    expect(await read(`${'{}\n'.repeat(999)}${line}\n`)).to.deep.equal([1, 999, true]);
  });
});

describe('a list of environments', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-environments-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const write = (text: string) => {
    const file = join(folder, 'environments.txt');
    writeFileSync(file, text);
    return file;
  };

  it('names each environment once, without comments and blank lines', async () => {
    const list = '# ours\r\n\r\ncontoso.crm4.dynamics.com\r\nhttps://contoso.crm4.dynamics.com/main.aspx\r\n';
    expect(await readEnvironments(write(list))).to.deep.equal(['https://contoso.crm4.dynamics.com']);
  });

  it('is not read beyond the first line that is no environment', async () => {
    const bad = write('x\n'.repeat(4_000_000));
    const time = await cpuTime(() => rejectedBy(() => readEnvironments(bad)));
    expect((await rejectedBy(() => readEnvironments(bad))).id).to.equal('cloud-unknown');
    expect(time).to.be.lessThan((await referenceTime()) * 10);
  });
});
