/** What is run, killed and taken back: the steps that `ppmi repair` or `ppmi identity upgrade` plans for a scenario. */

import { requireFact } from '../../src/diagnosis/facts/require-fact.ts';
import type { Step } from '../../src/domain/plan.ts';
import { settleSeconds } from '../../src/domain/settling.ts';
import type { TrustVersion } from '../../src/domain/trust/trust.ts';
import { listScenarios } from '../../src/emulator/scenarios/index.ts';
import { diagnoseSession } from '../../src/features/diagnose/diagnose.ts';
import { boundComponents } from '../../src/features/inventory/bound-components.ts';
import { withRemovals } from '../../src/features/repair/remove-old.ts';
import { planFor } from '../../src/features/repair/repair.ts';
import { createCredential, deleteCredential } from '../../src/repair/requests.ts';
import { planUpgrade } from '../../src/repair/upgrade.ts';
import type { Session } from '../../src/session/session.ts';
import { newRecordId, openCloud } from './tenancy.ts';

export interface Planned {
  readonly name: string;
  readonly scenario: string;
  /** Empty where nothing is sent. */
  plan(): Promise<readonly Step[]>;
}

export interface Subject extends Planned {}

async function inSession<T>(scenario: string, use: (session: Session) => Promise<T>): Promise<T> {
  const cloud = await openCloud(scenario);
  try {
    return await use(cloud.session);
  } finally {
    await cloud.close();
  }
}

export interface RepairOptions {
  /** `--remove-old` */
  readonly removeOld?: boolean;
}

export function repairOf(scenario: string, parameters: string, { removeOld = false }: RepairOptions = {}): Subject {
  const whole = `${scenario},${parameters}`;
  const needs = listScenarios().find(({ id }) => id === scenario.split(',')[0])?.needsApplicationId;
  const flags = { emulate: whole, ...(needs != null && { 'application-id': needs }) };
  return {
    name: removeOld ? `${scenario}, removing the old` : scenario,
    scenario: whole,
    plan: () =>
      inSession(whole, async (session) => {
        const diagnosed = await diagnoseSession(session, flags);
        const plan = await planFor(diagnosed, flags, newRecordId);
        return (removeOld ? await withRemovals(session, diagnosed, plan) : plan).steps;
      }),
  };
}

export interface Upgrade {
  readonly scenario: string;
  readonly to: TrustVersion;
  readonly keepOld: boolean;
}

/** Of every record that a component is bound to. */
export function upgradeOf({ scenario, to, keepOld }: Upgrade, parameters: string): Subject {
  const whole = `${scenario},${parameters}`;
  return {
    name: `upgrade of ${scenario} to ${to}${keepOld ? ', keeping the old' : ''}`,
    scenario: whole,
    plan: () =>
      inSession(whole, async (session) => {
        const { dataverse } = session.sources();
        const records = await dataverse.records();
        const components = await boundComponents(session, records);
        const bound = records.filter(({ id }) => components.some(({ record }) => record.id === id));
        const environment = await dataverse.environment();
        const plan = planUpgrade({ environment, to, records: bound, components, keepOld, settle: settleSeconds });
        if ('blocked' in plan) throw new Error(`${plan.blocked.what}: ${plan.blocked.why}`);
        return plan.steps;
      }),
  };
}

/** The first credential deleted and created again. It works before, so that nothing but the steps is tried. */
export function recreationOf(scenario: string, parameters: string): Planned {
  const whole = `${scenario},${parameters}`;
  return {
    name: `recreation in ${scenario}`,
    scenario: whole,
    plan: () =>
      inSession(whole, async (session) => {
        const { read } = await diagnoseSession(session, { emulate: whole });
        const at = await requireFact(read, 'federatedCredentials');
        const [credential] = at?.credentials ?? [];
        if (at === null || credential === undefined) return [];
        const { name, issuer, subject, audiences, description } = credential;
        const values = { issuer, subject: String(subject), audiences, ...(description !== null && { description }) };
        return [deleteCredential(at, credential, null), createCredential(at, name, values, null)];
      }),
  };
}

const repairsOfIdentities = [
  'fic-missing',
  'environment-other',
  'subject-case',
  'issuer-other-tenant',
  'audience-case',
  'version-0-deprecated',
  'fic-flexible',
];
const severalFaults = [
  'record-subject-scope+record-credential-source',
  'record-inactive+tenant-big-endian',
  'binding-missing+record-tenant-other',
  'record-application-is-object-id+subject-case',
];
const replaced = ['hash-old-certificate', 'hash-old-certificate,kind=uami', 'environment-other', 'tenant-other'];
const upgraded = ['version-0-deprecated', 'version-0-deprecated,kind=uami', 'healthy-v1-self-signed'];

/** Every repair, and upgrades in both directions. */
export function subjects(parameters: string): readonly Subject[] {
  const repairs = [
    ...listScenarios().flatMap(({ id, repairable }) => (repairable ? [id] : [])),
    // The same on a user-assigned managed identity: its credentials are written through Azure Resource Manager.
    ...repairsOfIdentities.map((id) => `${id},kind=uami`),
    ...severalFaults,
  ];
  const upgrades = upgraded.flatMap((scenario) =>
    ([0, 1, 2] as const).flatMap((to) => [false, true].map((keepOld) => ({ scenario, to, keepOld }))),
  );
  return [
    ...repairs.map((scenario) => repairOf(scenario, parameters)),
    ...replaced.map((scenario) => repairOf(scenario, parameters, { removeOld: true })),
    ...upgrades.map((upgrade) => upgradeOf(upgrade, parameters)),
  ];
}
