import type { Facts } from '../../domain/facts.ts';
import { matchesExactly, trustOfRecordVersion, trustOfVersion } from '../../domain/trust/matches.ts';
import { mistakeNames } from '../../domain/trust/mistakes/mistakes.ts';
import type { Trust } from '../../domain/trust/trust.ts';
import { defineRepair, type Planned, type Repairable } from '../repair.ts';
import { createCredential, credentialName, credentialValues, patchRecord, updateCredential } from '../requests.ts';

type Needs = Pick<Facts, 'environment' | 'component' | 'identity' | 'federatedCredentials' | 'expectedTrust'>;

/** The version that a record is raised to; version 0 is deprecated, version 1 cannot carry every name. */
const newestVersion = 2;

/**
 * The remedy that the check gives is for the whole difference: a claim that can never be valid is corrected in place;
 * what may be a working trust of something else stays, and the right one is created beside it; a version that does not
 * fit is raised.
 */
export default defineRepair({
  id: 'fix-credential',
  repairs: [...mistakeNames, 'fic-different', 'fic-missing', 'fic-flexible', 'version-0-deprecated'],
  needs: ['environment', 'component', 'identity', 'federatedCredentials', 'expectedTrust'],
  plan(finding, facts) {
    if (finding.override !== null) return outranked;
    const action = finding.remedy?.action;
    if (action === 'upgrade-record') return raise(finding, facts);
    const expected = trustOfRecordVersion(facts.expectedTrust);
    if (expected === null) return { reason: 'the trust of this record version cannot be predicted' };
    return action === 'update-credential' ? correct(finding, facts, expected) : create(finding, facts, expected);
  },
});

const notVerified: Planned = {
  reason:
    'the expected value is not verified (`ppmi subject show` prints why), and ppmi repairs only on verified values',
};

/** An error quoted the presented subject, and it is not the computed one: then nothing computed is written. */
const outranked: Planned = {
  reason:
    'the plug-in presented a subject that ppmi does not compute; compare it with the finding, then create a credential with it yourself',
};

function create(
  finding: Repairable,
  { environment, component, federatedCredentials: at }: Needs,
  trust: Trust,
): Planned {
  const values = credentialValues(trust);
  if (values === null || at === null)
    return { reason: 'there is no application or managed identity to create a credential on' };
  if (trust.confidence !== 'documented') return notVerified;
  // Issuer and subject must be unique on an application (documented): only the audience of that one can be wrong.
  const sameSubject = at.credentials.find(
    ({ issuer, subject }) => issuer === values.issuer && subject === values.subject,
  );
  if (sameSubject !== undefined) return { steps: [updateCredential(at, sameSubject, values, finding.name)] };
  return { steps: [createCredential(at, credentialName(environment, component.name, at), values, finding.name)] };
}

function correct(finding: Repairable, { federatedCredentials: at }: Needs, trust: Trust): Planned {
  const credential = at?.credentials.find((each) => each.id === finding.where?.id);
  const values = credentialValues(trust);
  if (at === null || credential === undefined || values === null) return { reason: 'the credential no longer exists' };
  if (trust.confidence !== 'documented') return notVerified;
  return { steps: [updateCredential(at, credential, values, finding.name)] };
}

/** Raises the record to the newest version that a credential fits already, else creates that credential first. */
function raise(finding: Repairable, facts: Needs): Planned {
  const { environment, identity, federatedCredentials: at } = facts;
  const record = identity.record;
  if (record === null || at === null) return { reason: 'there is no record to raise' };
  const { trusts } = facts.expectedTrust;
  const newestFirst = ([2, 1] as const).flatMap((version) => trustOfVersion(trusts, version) ?? []);
  const present = newestFirst.find((trust) => at.credentials.some((each) => matchesExactly(trust, each)));
  const target = present ?? trustOfVersion(trusts, newestVersion);
  if (target === null) return { reason: 'the component is unsigned' };
  const created = present === undefined ? create(finding, facts, target) : { steps: [] };
  if (!('steps' in created)) return created;
  const step = patchRecord(environment, record, {
    says: `Set version of ${record.name} from ${record.version ?? 'empty (0)'} to ${target.version}`,
    body: { version: target.version },
    was: { version: record.version },
    repairs: finding.name,
  });
  // The plug-in works now, and fails until the new credential is effective everywhere.
  const risk = finding.name === 'version-0-deprecated' ? 'disruptive' : 'safe';
  return { steps: [...created.steps, { ...step, risk }] };
}
