import type { Facts } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import { trustOfRecordVersion } from '../../domain/trust/matches.ts';
import { mistakeNames } from '../../domain/trust/mistakes/mistakes.ts';
import type { Trust } from '../../domain/trust/trust.ts';
import { defineRepair, type Planned, type Repairable } from '../repair.ts';
import { credentialValues, updateCredential } from '../requests.ts';
import { bindStep } from './bind.ts';
import { createFor, notVerified } from './create-for.ts';
import { raiseVersion } from './raise-version.ts';

type Needs = Pick<Facts, 'environment' | 'component' | 'identity' | 'federatedCredentials' | 'expectedTrust'>;

/**
 * Applies the remedy that the check chose for the whole difference. A claim that can never be valid is corrected in
 * place. A credential that may serve something else stays, and the correct one is created beside it. A version that
 * does not match is raised.
 */
export default defineRepair({
  id: 'fix-credential',
  repairs: [...mistakeNames, 'fic-different', 'fic-missing', 'fic-flexible', 'version-0-deprecated'],
  needs: [
    'environment',
    'component',
    'identity',
    'applications',
    'federatedCredentials',
    'expectedTrust',
    'neighbors',
    'records',
  ],
  plan(finding, facts, { applicationId }) {
    const other = applicationId === null ? null : bindToChosen(applicationId, finding, facts);
    if (other !== null) return other;
    if (finding.override !== null) return notComputed;
    const action = finding.remedy?.action;
    if (action === 'upgrade-record') return raiseVersion(finding, facts);
    const expected = trustOfRecordVersion(facts.expectedTrust);
    if (expected === null) return { reason: 'the trust of this record version cannot be predicted' };
    return action === 'update-credential'
      ? correct(finding, facts, expected)
      : createFor(facts.component.name, finding, facts, expected);
  },
});

/**
 * The user named another application than the bound record, so no trust is given to the application of the record. Null:
 * the record names the chosen one, or its application has to be corrected first.
 */
function bindToChosen(
  chosen: string,
  finding: Repairable,
  {
    environment,
    component,
    identity: { state, record },
    applications: { application, servicePrincipal, byObjectId },
    records,
  }: Pick<Facts, 'environment' | 'component' | 'identity' | 'applications' | 'records'>,
): Planned | null {
  const isChosen = (id: string | null | undefined) => id?.toLowerCase() === chosen.toLowerCase();
  const own = [record?.applicationId, application?.appId, servicePrincipal?.appId];
  if (state !== 'bound' || byObjectId !== null || own.some(isChosen)) return null;
  const naming = records.filter((each) => isChosen(each.applicationId));
  const right = naming.find(({ active }) => active) ?? naming[0];
  if (right === undefined) {
    return {
      reason: `${quoted(component.name)} is bound to record ${quoted(record.name)}, and no record names application ${chosen}; create one with ppmi identity create`,
    };
  }
  return { steps: [bindStep(environment, component, right, finding.name, record)] };
}

/** An error quoted a presented subject that differs from the computed one, so nothing computed is written. */
const notComputed: Planned = {
  reason:
    'the plug-in presented a subject that ppmi does not compute; compare it with the finding, then create a credential with it yourself',
};

function correct(finding: Repairable, { federatedCredentials: at }: Needs, trust: Trust): Planned {
  const credential = at?.credentials.find((each) => each.id === finding.where?.id);
  const values = credentialValues(trust);
  if (at === null || credential === undefined) return { reason: 'the credential no longer exists' };
  if (values === null || trust.confidence !== 'documented') return notVerified;
  return { steps: [updateCredential(at, credential, values, finding.name)] };
}
