import { expect } from 'chai';
import { createProgress } from '../../../src/features/fleet/progress.ts';
import { fleetRow } from '../../../src/report/fleet.ts';
import { summarize } from '../../../src/report/report.ts';

const row = fleetRow(summarize({ findings: [], verdicts: [] }, { emulated: true }));

function watched(isTTY: boolean) {
  const written: string[] = [];
  let now = 0;
  const progress = createProgress({ isTTY, write: (text) => written.push(text) }, () => now);
  return { written, progress, pass: (ms: number) => (now += ms) };
}

describe('progress of a fleet', () => {
  it('is one live line on a terminal, cleared at the end', () => {
    const { written, progress } = watched(true);
    progress.listed(2);
    progress.done(row);
    progress.stop();
    expect(written).to.deep.equal([
      '\r\u001b[K0 of 2 components checked',
      '\r\u001b[K1 of 2 components checked',
      '\r\u001b[K',
    ]);
  });

  it('is a line every five seconds elsewhere', () => {
    const { written, progress, pass } = watched(false);
    progress.listed(3);
    progress.done(row);
    pass(5000);
    progress.done({ ...row, state: 'failed' });
    progress.done(row);
    progress.stop();
    expect(written).to.deep.equal(['2 of 3 components checked, 1 with errors\n']);
  });
});
