/**
 * The steps that change the version of managed identity records without interrupting plug-ins that work: create the
 * credentials of the new version, change the records, delete the credentials of the old version.
 */

import type {
  ComponentFact,
  CredentialsFact,
  EnvironmentFact,
  FederatedCredential,
  IdentityRecord,
} from '../domain/facts.ts';
import { quoted } from '../domain/harmless-text.ts';
import type { Step } from '../domain/plan.ts';
import { matchCredential, matchesExactly, mostCredentials, trustOfVersion } from '../domain/trust/matches.ts';
import { environmentScope } from '../domain/trust/record-scope.ts';
import type { Trust, TrustVersion } from '../domain/trust/trust.ts';
import { createCredential, credentialName, credentialValues, deleteCredential, patchRecord } from './requests.ts';

/** The part of a component that an upgrade uses. */
export interface UpgradeComponent {
  readonly component: ComponentFact;
  readonly record: IdentityRecord;
  /** One per version; empty: unsigned or unreadable. */
  readonly trusts: readonly Trust[];
  /** Credentials of the application that the record names; null: no application. */
  readonly credentials: CredentialsFact | null;
}

export interface UpgradeInput {
  readonly environment: EnvironmentFact;
  readonly to: TrustVersion;
  /** Records to change. */
  readonly records: readonly IdentityRecord[];
  /** Every component of the environment that is bound to a record, including other records. */
  readonly components: readonly UpgradeComponent[];
  readonly keepOld: boolean;
  /** Seconds between the phases. */
  readonly settle: number;
  /** Records that have to stay as they are do not stop the others. */
  readonly leaveOut?: boolean;
}

/** A record stays as it is, because of the component with this name. */
export interface LeftOut {
  readonly record: IdentityRecord;
  readonly what: string;
  readonly why: string;
}

export type UpgradePlan =
  | { readonly steps: readonly Step[]; readonly leftOut: readonly LeftOut[] }
  /** Nothing is planned. */
  | { readonly blocked: LeftOut };

export function planUpgrade(input: UpgradeInput): UpgradePlan {
  const leftOut: LeftOut[] = [];
  for (;;) {
    const records = input.records.filter(({ id }) => !leftOut.some(({ record }) => record.id === id));
    const [first] = leftOut;
    if (first !== undefined && records.length === 0) return { blocked: first };
    const plan = planRecords({ ...input, records });
    if ('steps' in plan) return { ...plan, leftOut };
    if (input.leaveOut !== true) return plan;
    leftOut.push(plan.blocked);
  }
}

function planRecords(input: UpgradeInput): { readonly steps: readonly Step[] } | { readonly blocked: LeftOut } {
  const { environment, to, records, components, keepOld, settle } = input;
  const changed = records.filter((record) => (record.version ?? 0) !== to);
  const isChanged = (record: IdentityRecord) => changed.some(({ id }) => id === record.id);
  const bound = components.filter(({ record }) => isChanged(record));
  const blocked = bound.map((each) => whyBlocked(each, to)).find((each) => each !== null);
  if (blocked !== undefined) return { blocked };

  const creates: Step[] = [];
  const after = new Map<string, FederatedCredential[]>();
  for (const each of bound) {
    const { component, credentials: at } = each;
    const values = valuesOf(each, to);
    if (at === null || values === null) continue;
    const held = after.get(at.url) ?? [...at.credentials];
    after.set(at.url, held);
    if (
      held.some(
        ({ issuer, subject, audiences: [audience] }) =>
          issuer === values.issuer && subject === values.subject && audience === values.audiences[0],
      )
    )
      continue;
    // Issuer and subject must be unique on an application (documented).
    const equal = held.find(({ issuer, subject }) => issuer === values.issuer && subject === values.subject);
    if (equal !== undefined) {
      return blockedBy(each, `credential ${quoted(equal.name)} has its issuer and subject with another audience`);
    }
    if (held.length >= mostCredentials) {
      return blockedBy(each, `the application holds ${held.length} federated credentials, and cannot hold more`);
    }
    const name = credentialName(environment, component.name, { ...at, credentials: held });
    creates.push(createCredential(at, name, values, null));
    held.push({ id: name, name, ...values, description: null, url: '' });
  }
  const patches = changed.map((record) =>
    patchRecord(environment, record, {
      says: `Set version of ${quoted(record.name)} from ${record.version ?? 'empty (0)'} to ${to}`,
      body: { version: to },
      was: { version: record.version },
      repairs: null,
    }),
  );
  const deletes = keepOld ? [] : removals(input, bound);
  // Every step carries the wait, because an undo passes through the same phases in reverse.
  return { steps: [...creates, ...patches, ...deletes].map((step) => (settle === 0 ? step : { ...step, settle })) };
}

const blockedBy = ({ component, record }: UpgradeComponent, why: string) => ({
  blocked: { record, what: component.name, why },
});

function whyBlocked({ component, record, trusts, credentials }: UpgradeComponent, to: TrustVersion) {
  const because = (why: string): LeftOut => ({ record, what: component.name, why });
  const trust = trustOfVersion(trusts, to);
  if (trust === null) return because('it is unsigned, or its content cannot be read');
  if (credentialValues(trust) === null)
    return because(`its trust of version ${to} cannot be predicted: ${trust.reason}`);
  if (trust.confidence !== 'documented') return because(`its trust of version ${to} is not verified: ${trust.reason}`);
  if (to !== 0 && record.subjectScope !== environmentScope) {
    return because(
      `what the platform presents in version ${to} with subjectscope ${record.subjectScope ?? 'empty'} of record ${quoted(record.name)} is not verified`,
    );
  }
  if (credentials === null)
    return because(`record ${quoted(record.name)} names no application whose credentials can be read`);
  return null;
}

const valuesOf = ({ trusts }: UpgradeComponent, version: TrustVersion) => {
  const trust = trustOfVersion(trusts, version);
  return trust === null ? null : credentialValues(trust);
};

/** Credentials that only the old version uses: no component of the environment matches them afterwards. */
function removals({ to, records, components }: UpgradeInput, bound: readonly UpgradeComponent[]): readonly Step[] {
  const relied = components.flatMap(({ record, trusts, credentials }) => {
    const version = records.some(({ id }) => id === record.id) ? to : versionOf(record);
    const trust = trustOfVersion(trusts, version);
    return trust === null ? [] : [{ trust, url: credentials?.url }];
  });
  // Keep a credential that a component may rely on when the correct values are not certain.
  const isRelied = (at: CredentialsFact, credential: FederatedCredential) =>
    relied.some(({ trust, url }) => url === at.url && matchCredential(trust, credential) !== 'different');
  // What a component without readable content relies on is not known.
  const unread = new Set(
    components.flatMap(({ record, trusts }) => (trusts.length === 0 ? [record.applicationId] : [])),
  );
  const steps = new Map<string, Step>();
  for (const { record, trusts, credentials: at } of bound) {
    if (unread.has(record.applicationId)) continue;
    const old = trustOfVersion(trusts, versionOf(record));
    for (const credential of at?.credentials ?? []) {
      const isOld = old !== null && matchesExactly(old, credential);
      if (at === null || !isOld || isRelied(at, credential)) continue;
      const step = deleteCredential(at, credential, null);
      steps.set(step.id, step);
    }
  }
  return [...steps.values()];
}

/** Null: unknown. */
function versionOf({ version }: IdentityRecord): TrustVersion | null {
  const stored = version ?? 0;
  return stored === 0 || stored === 1 || stored === 2 ? stored : null;
}
