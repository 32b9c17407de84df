import { expect } from 'chai';
import { examineOnce } from '../scripts/scenario-matrix/baselines.ts';
import { checks } from '../src/diagnosis/checks/index.ts';
import { listScenarios } from '../src/emulator/scenarios/index.ts';
import { diagnoseSession } from '../src/features/diagnose/diagnose.ts';
import { applyPlan, planFor, verify } from '../src/features/repair/repair.ts';
import { openSession } from '../src/session/session.ts';
import { watch } from './watched-checks.ts';

const watched = watch(checks);

/** The names that doctor reports, causes first, and how many checks were blocked. */
async function examine(emulate: string) {
  const session = await openSession({ emulate });
  try {
    const { report } = await diagnoseSession(session, { emulate }, { checks: watched.checks });
    return { findings: report.findings.map(({ name }) => name), blocked: report.summary.blocked };
  } finally {
    await session.close();
  }
}

const examineBaseline = examineOnce((_subject, emulate) => examine(emulate));

async function repaired(emulate: string, applicationId: string | null) {
  const flags = { emulate, ...(applicationId === null ? {} : { 'application-id': applicationId }) };
  const session = await openSession(flags);
  try {
    const diagnosed = await diagnoseSession(session, flags);
    const applied = await applyPlan(session, await planFor(diagnosed, flags), diagnosed);
    const { report, exchange } = await verify(session, flags, applied);
    return { errors: report.summary.errors, exchange };
  } finally {
    await session.close();
  }
}

describe('scenarios', () => {
  for (const { id, findings, blocked, repairable, needsApplicationId } of listScenarios()) {
    it(`${id}: doctor reports ${findings.length === 0 ? 'nothing' : findings.join(', ')}`, async () => {
      const examined = await examine(id);
      expect(examined.findings).to.deep.equal(findings);
      expect(examined.blocked > 0, 'blocked checks').to.equal(blocked);
    });

    it(`${id}: no findings in the baseline`, async () => {
      expect(await examineBaseline([], `${id},healthy`)).to.deep.equal({ findings: [], blocked: 0 });
    });

    if (!repairable) continue;
    it(`${id}: after the repair the exchange succeeds`, async () => {
      expect(await repaired(id, needsApplicationId)).to.deep.equal({ errors: 0, exchange: 'succeeded' });
    });
  }

  it('show every finding that a check declares, and every fact that it declares is read', () => {
    expect(watched.unreported(), 'declared, but shown by no scenario').to.deep.equal([]);
    expect(watched.unread(), 'declared as needed, but never read').to.deep.equal([]);
  });
});
