/**
 * Raises the version of a record. All components that are bound to it then present another trust, so the credentials for
 * all of them are created first: a component that works now must still work afterwards.
 */

import type { CredentialsFact, Facts, Neighbor } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Step } from '../../domain/plan.ts';
import { settleSeconds } from '../../domain/settling.ts';
import { matchCredential, matchesExactly, mostCredentials, trustOfVersion } from '../../domain/trust/matches.ts';
import { environmentScope } from '../../domain/trust/record-scope.ts';
import type { Trust } from '../../domain/trust/trust.ts';
import type { NotRepaired, Planned, Repairable } from '../repair.ts';
import { patchRecord } from '../requests.ts';
import { createFor } from './create-for.ts';

type Needs = Pick<
  Facts,
  'environment' | 'component' | 'identity' | 'federatedCredentials' | 'expectedTrust' | 'neighbors'
>;

/** The version to raise a record to: version 0 is deprecated, and version 1 does not support every name. */
const newestVersion = 2;

/** Raises to the newest version that a credential matches already; otherwise creates that credential first. */
export function raiseVersion(finding: Repairable, facts: Needs): Planned {
  const { environment, component, identity, federatedCredentials: at } = facts;
  const record = identity.record;
  if (record === null || at === null) return { reason: 'there is no record to raise' };
  const { trusts } = facts.expectedTrust;
  const newestFirst = ([2, 1] as const).flatMap((version) => trustOfVersion(trusts, version) ?? []);
  const present = newestFirst.find((trust) => isHeld(trust, at));
  const target = present ?? trustOfVersion(trusts, newestVersion);
  if (target === null) return { reason: 'the component is unsigned' };
  const own = createMissing([{ name: component.name, trust: target }], finding, facts, at);
  if ('reason' in own) return own;

  const working = facts.neighbors.filter((each) => each.trusts === null || works(each.trusts, facts, at));
  const [unread] = working.filter((each) => each.trusts === null);
  if (unread !== undefined) {
    const { name } = unread.component;
    return {
      reason: `${name} is bound to the same record, and its certificate could not be read; it may stop working`,
    };
  }
  // The record may keep its scope, and version 0 does not read it.
  const inUse = working[0]?.component.name ?? (works(trusts, facts, at) ? component.name : null);
  if (record.subjectScope !== environmentScope && inUse !== null) {
    return {
      reason: `${inUse} may work now, and what the platform presents in version ${target.version} with subjectscope ${record.subjectScope ?? 'empty'} is not verified`,
    };
  }
  const others = working.flatMap((each) => {
    const trust = trustOfVersion(each.trusts ?? [], target.version);
    return trust === null ? [] : [{ name: each.component.name, trust }];
  });
  const created = createMissing([{ name: component.name, trust: target }, ...others], finding, facts, at);
  if ('reason' in created) return { reason: `another component is bound to the same record: ${created.reason}` };
  const added = created.steps.filter(({ request }) => request.method !== 'PATCH').length;
  if (at.credentials.length + added > mostCredentials) {
    return { reason: `the components on this record require ${added} more credentials, and 20 is the limit` };
  }
  const step = patchRecord(environment, record, {
    says: `Set version of ${quoted(record.name)} from ${record.version ?? 'empty (0)'} to ${target.version}`,
    body: { version: target.version },
    was: { version: record.version },
    repairs: finding.name,
  });
  const changes = working.some((each) => presentsOther(each, facts, target.version));
  if (finding.name !== 'version-0-deprecated' && !changes) return { steps: [...created.steps, step] };
  // A component that works now must not present the new trust before its credential is effective everywhere.
  const settled = [...created.steps, { ...step, risk: 'disruptive' as const }];
  return { steps: settled.map((each) => ({ ...each, settle: settleSeconds })) };
}

/** Components with different certificates need different credentials; those with the same certificate share one. */
function createMissing(
  components: readonly { readonly name: string; readonly trust: Trust }[],
  finding: Repairable,
  { environment }: Pick<Facts, 'environment'>,
  at: CredentialsFact,
): { readonly steps: readonly Step[] } | NotRepaired {
  const steps = new Map<string, Step>();
  let known = at;
  for (const { name, trust } of components) {
    if (isHeld(trust, at)) continue;
    const created = createFor(name, finding, { environment, federatedCredentials: known }, trust);
    if ('reason' in created) return created;
    for (const step of created.steps) {
      if (steps.has(step.id)) continue;
      steps.set(step.id, step);
      known = { ...known, credentials: [...known.credentials, withName(step)] };
    }
  }
  return { steps: [...steps.values()] };
}

/** Reserves the name of a credential, so that the next one gets another. */
function withName({ undo }: Step): CredentialsFact['credentials'][number] {
  const url = undo?.url ?? '';
  const name = /\/federatedIdentityCredentials\/([^/?]+)/.exec(url)?.[1] ?? '';
  return { id: name, name, issuer: '', subject: null, audiences: [], description: null, url };
}

function isHeld(trust: Trust, { credentials }: CredentialsFact): boolean {
  return credentials.some((each) => matchesExactly(trust, each));
}

/** Also counts a credential that may be right. */
function works(
  trusts: readonly Trust[],
  { expectedTrust: { version } }: Pick<Facts, 'expectedTrust'>,
  { credentials }: CredentialsFact,
): boolean {
  const now = trustOfVersion(trusts, version);
  return now !== null && credentials.some((each) => matchCredential(now, each) !== 'different');
}

function presentsOther(
  { trusts }: Neighbor,
  { expectedTrust: { version } }: Pick<Facts, 'expectedTrust'>,
  target: Trust['version'],
): boolean {
  const [now, then] = [version, target].map((each) => trustOfVersion(trusts ?? [], each));
  return now?.subject !== then?.subject || now?.issuer !== then?.issuer || now?.audience !== then?.audience;
}
