/** Clouds whose subject format is not verified: faults are reported, and no credential is changed. */
import { expect } from 'chai';
import { clouds, unverified } from '../scripts/scenario-matrix/worlds.ts';
import { diagnoseSession } from '../src/features/diagnose/diagnose.ts';
import { planFor } from '../src/features/repair/repair.ts';
import { openSession } from '../src/session/session.ts';

async function diagnosed(emulate: string, applicationId: string | null) {
  const flags = { emulate, ...(applicationId === null ? {} : { 'application-id': applicationId }) };
  const session = await openSession(flags);
  try {
    const result = await diagnoseSession(session, flags);
    const { steps } = await planFor(result, flags);
    return {
      findings: result.report.findings.map(({ name }) => name),
      blocked: result.report.summary.blocked > 0,
      systems: steps.map(({ request }) => request.system),
    };
  } finally {
    await session.close();
  }
}

describe('unverified clouds', () => {
  const worlds = clouds().filter(({ emulate }) => unverified.some((cloud) => emulate.includes(`cloud=${cloud},`)));

  for (const { emulate, findings, blocked, repairable, needsApplicationId } of worlds) {
    it(`${emulate}: ${findings.join(', ') || 'no findings'}`, async () => {
      const found = await diagnosed(emulate, needsApplicationId);
      expect(found.findings).to.deep.equal(findings);
      expect(found.blocked).to.equal(blocked);
      // Binding a record is safe in every cloud; what a credential must contain is not known in these.
      expect(found.systems).to.deep.equal(repairable ? ['dataverse'] : []);
    });
  }

  it('are covered for applications and managed identities, with and without a fault', () => {
    expect(worlds).to.have.lengthOf(16);
  });
});
