import { expect } from 'chai';
import { PpmiError } from '../../../src/domain/errors.ts';
import { runFleet } from '../../../src/features/fleet/run.ts';
import type { ReportJson } from '../../../src/render/json/report.ts';
import { openHttpContext } from '../../../src/session/http-context.ts';
import { rejectedBy } from '../../thrown.ts';

const environments = ['https://one.crm4.dynamics.com', 'https://two.crm4.dynamics.com'];

async function run(error: Error): Promise<ReportJson[]> {
  const context = await openHttpContext({});
  const reports: ReportJson[] = [];
  try {
    await runFleet({
      environments,
      open: () => Promise.reject(error),
      context,
      flags: {},
      wanted: () => true,
      signal: new AbortController().signal,
      onListed: () => {},
      onReport: (report) => reports.push(report),
    });
  } finally {
    await context.close();
  }
  return reports;
}

describe('a fleet', () => {
  it('goes on where an environment does not answer, with nothing judged there', async () => {
    const reports = await run(new PpmiError('cut-off', { host: 'one.crm4.dynamics.com', detail: 'no answer' }));
    expect(reports.map(({ environment }) => environment?.url)).to.deep.equal(environments);
    for (const { component, verdicts } of reports) {
      expect(component).to.equal(null);
      expect(new Set(verdicts.map(({ state }) => state))).to.deep.equal(new Set(['blocked']));
      expect(verdicts[0]).to.deep.include({ reason: 'cut-off', detail: 'no answer' });
    }
  });

  it('ends where the command line is wrong', async () => {
    expect((await rejectedBy(() => run(new PpmiError('usage', { detail: 'x' })))).id).to.equal('usage');
  });
});
