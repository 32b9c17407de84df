import { expect } from 'chai';
import { examineOnce } from '../scripts/scenario-matrix/baselines.ts';
import { emulate } from '../scripts/worlds/direct-http.ts';
import { checks } from '../src/diagnosis/checks/index.ts';
import { shellTarget } from '../src/domain/shell/command-line.ts';
import { buildScenario, listScenarios } from '../src/emulator/scenarios/index.ts';
import { diagnoseSession } from '../src/features/diagnose/diagnose.ts';
import { runRepair } from '../src/features/repair/run-repair.ts';
import { createCommandContext } from '../src/session/command-context.ts';
import { openEmulatedSession } from './emulated-session.ts';
import { watch } from './watched-checks.ts';

const watched = watch(checks);

/** The names that doctor reports, causes first, and how many checks were blocked. */
async function examine(scenario: string) {
  const { session } = await openEmulatedSession(scenario);
  try {
    const { report } = await diagnoseSession(session, { emulate: scenario }, { checks: watched.checks });
    return { findings: report.findings.map(({ name }) => name), blocked: report.summary.blocked };
  } finally {
    await session.close();
  }
}

const examineBaseline = examineOnce((_subject, scenario) => examine(scenario));

async function repaired(scenario: string, applicationId: string | null) {
  const flags = {
    emulate: scenario,
    yes: true,
    ...(applicationId === null ? {} : { 'application-id': applicationId }),
  };
  const { access } = await emulate(buildScenario(scenario).world);
  const context = createCommandContext({
    json: true,
    shell: shellTarget('bash', 'linux'),
    repeated: [],
    notify() {},
    progress() {},
  });
  try {
    const inProcess: typeof context = {
      ...context,
      openSession: (given, options) => context.openSession(given, { ...options, ...access }),
    };
    const { result } = await runRepair(flags, { context: inProcess, version: '0.0.0', print: async () => {} });
    return { errors: result.proof.doctor?.summary.errors, exchange: result.proof.exchange };
  } finally {
    await context.close();
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
