/** `identity upgrade`: changes the version of one record, or of all, without interrupting plug-ins that work. */

import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { requireFact } from '../../diagnosis/facts/require-fact.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { IdentityRecord } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { TrustVersion } from '../../domain/trust/trust.ts';
import type { UpgradeFlags } from '../../flags/identity.ts';
import type { HandoverJson } from '../../render/json/handover.ts';
import type { LeftOutJson, RepairJson } from '../../render/json/plan.ts';
import type { Outcome } from '../../render/outcome.ts';
import { type LeftOut, planUpgrade, type UpgradeComponent } from '../../repair/upgrade.ts';
import type { Session } from '../../session/session.ts';
import { type ChangeIo, type ChangeOptions, runChange } from '../change/run-steps.ts';
import { targetOf } from '../change/target.ts';
import { boundComponents } from '../inventory/bound-components.ts';

type UpgradeOptions = ChangeOptions & UpgradeFlags;

/** @throws PpmiError `change-blocked` if a trust of the new version is unknown, `usage` without a bound record */
export async function upgradeIdentities(
  flags: UpgradeOptions,
  io: ChangeIo,
): Promise<Outcome<RepairJson | HandoverJson>> {
  const session = await io.context.openSession(flags);
  await session.prefetch();
  const environment = await session.sharedSources().dataverse.environment();
  const all = await session.sharedSources().dataverse.records();
  const records = flags.all ? withComponents(all, await boundIds(session)) : [await ownRecord(session)];
  const to = Number(flags.to) as TrustVersion;
  // Components of other records with the same application may rely on the same credentials.
  const applications = new Set(records.map(({ applicationId }) => applicationId));
  const components = await boundComponents(
    session,
    all.filter(({ applicationId }) => applications.has(applicationId)),
    { tolerant: flags.all === true },
  );
  const plan = planUpgrade({
    environment,
    to,
    records,
    components,
    keepOld: flags['keep-old'] === true,
    settle: flags.wait,
    leaveOut: flags.all === true,
  });
  if ('blocked' in plan) {
    throw new PpmiError('change-blocked', { what: plan.blocked.what, detail: plan.blocked.why });
  }
  const { leftOut } = plan;
  const changes = ({ id }: IdentityRecord) =>
    records.some((each) => each.id === id) && !leftOut.some(({ record }) => record.id === id);
  const changed = components.filter(({ record }) => changes(record));
  const [first] = changed;
  const target = targetOf({
    environment,
    component: flags.all ? null : (first?.component ?? null),
    record: records[0],
  });
  const credentials = components.flatMap((each) => each.credentials?.credentials ?? []);
  const ids = changed.map(({ component }) => component.id);
  const notes = [
    ...(plan.steps.length === 0 ? [] : [affected(changed)]),
    ...leftOut.map(
      ({ record, what, why }) => `Record ${quoted(record.name)} stays as it is because of ${quoted(what)}: ${why}.`,
    ),
  ];
  const applicationIds = [...new Set(records.flatMap(({ applicationId }) => applicationId ?? []))];
  const change = { session, steps: plan.steps, target, credentials, components: ids, applicationIds, notes };
  const outcome = await runChange(change, flags, io);
  if (!flags.all) return outcome;
  const result = { ...outcome.result, leftOut: leftOut.map(leftOutJson) };
  return { ...outcome, result, exitCode: leftOut.length > 0 && outcome.exitCode === 0 ? 2 : outcome.exitCode };
}

const leftOutJson = ({ record: { id, name }, what, why }: LeftOut): LeftOutJson => ({
  record: { id, name },
  component: what,
  reason: why,
});

const affected = (components: readonly UpgradeComponent[]) =>
  `Bound components: ${components.map(({ component }) => quoted(component.name)).join(', ') || 'none'}.`;

async function boundIds(session: Session): Promise<ReadonlySet<string | null>> {
  const components = await session.sharedSources().dataverse.components();
  return new Set(components.map(({ managedIdentityId }) => managedIdentityId));
}

function withComponents(records: readonly IdentityRecord[], bound: ReadonlySet<string | null>) {
  return records.filter(({ id, active }) => active && bound.has(id));
}

/** The record that the component is bound to. */
async function ownRecord(session: Session): Promise<IdentityRecord> {
  const read = createFactStore(factReaders, session.sharedSources());
  const { state, record } = await requireFact(read, 'identity');
  if (state === 'bound') return record;
  const component = await requireFact(read, 'component');
  throw new PpmiError('change-blocked', { what: component.name, detail: 'it is bound to no managed identity record' });
}
