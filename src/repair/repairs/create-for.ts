import type { Facts } from '../../domain/facts.ts';
import type { Step } from '../../domain/plan.ts';
import type { Trust } from '../../domain/trust/trust.ts';
import type { NotRepaired, Repairable } from '../repair.ts';
import { createCredential, credentialName, credentialValues, updateCredential } from '../requests.ts';

export const notVerified: NotRepaired = {
  reason:
    'the expected value is not verified (`ppmi subject show` prints why), and ppmi repairs only on verified values',
};

/** Creates the credential that a component's trust requires, or corrects one of which only the audience is wrong. */
export function createFor(
  component: string,
  finding: Repairable,
  { environment, federatedCredentials: at }: Pick<Facts, 'environment' | 'federatedCredentials'>,
  trust: Trust,
): { readonly steps: readonly Step[] } | NotRepaired {
  const values = credentialValues(trust);
  if (at === null) return { reason: 'there is no application or managed identity to create a credential on' };
  if (values === null || trust.confidence !== 'documented') return notVerified;
  // Issuer and subject must be unique on an application (documented), so only the audience of that one can be wrong.
  const existing = at.credentials.find(({ issuer, subject }) => issuer === values.issuer && subject === values.subject);
  if (existing !== undefined) return { steps: [updateCredential(at, existing, values, finding.name)] };
  return { steps: [createCredential(at, credentialName(environment, component, at), values, finding.name)] };
}
