/** `identity create`, `update`, `delete`, `bind` and `unbind`: plans of one or two steps. */

import { randomUUID } from 'node:crypto';
import { findApplication } from '../../diagnosis/facts/application.ts';
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { requireFact } from '../../diagnosis/facts/require-fact.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ComponentFact, EnvironmentFact, IdentityRecord } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Step } from '../../domain/plan.ts';
import type { CreateIdentityFlags, UpdateIdentityFlags } from '../../flags/identity.ts';
import type { HandoverJson } from '../../render/json/handover.ts';
import type { RepairJson } from '../../render/json/plan.ts';
import type { Outcome } from '../../render/outcome.ts';
import { createRecord, deleteRecord, unbindStep } from '../../repair/record-steps.ts';
import { bindStep } from '../../repair/repairs/bind.ts';
import { patchRecord } from '../../repair/requests.ts';
import type { Session } from '../../session/session.ts';
import { type ChangeIo, type ChangeOptions, runChange } from '../change/run-steps.ts';
import { targetOf } from '../change/target.ts';
import { chooseRecord } from '../inventory/choose-record.ts';

type Result = Promise<Outcome<RepairJson | HandoverJson>>;

interface Place {
  readonly session: Session;
  readonly environment: EnvironmentFact;
  readonly records: readonly IdentityRecord[];
  readonly components: readonly ComponentFact[];
}

async function open(flags: ChangeOptions, { context }: ChangeIo): Promise<Place> {
  const session = await context.openSession(flags);
  const { dataverse } = session.sharedSources();
  const [environment, records, components] = await Promise.all([
    dataverse.environment(),
    dataverse.records(),
    dataverse.components(),
  ]);
  return { session, environment, records, components };
}

interface Asked {
  readonly steps: readonly Step[];
  readonly component?: ComponentFact | null;
  readonly record?: IdentityRecord;
  readonly applicationId?: string;
  /** IDs of components whose exchange must succeed afterwards. */
  readonly exchanges?: readonly string[];
  readonly notes?: readonly string[];
}

function change({ session, environment }: Place, asked: Asked, flags: ChangeOptions, io: ChangeIo): Result {
  const { steps, exchanges = [], notes = [], ...about } = asked;
  const target = targetOf({ environment, ...about });
  return runChange({ session, steps, target, credentials: [], components: exchanges, notes }, flags, io);
}

const chosenComponent = ({ session }: Place) =>
  requireFact(createFactStore(factReaders, session.sharedSources()), 'component');

const blocked = (what: string, detail: string) => new PpmiError('change-blocked', { what, detail });

type CreateOptions = ChangeOptions & CreateIdentityFlags;

/** With `--component`, also binds the component. @throws PpmiError `change-blocked` */
export async function createIdentity(flags: CreateOptions, io: ChangeIo): Result {
  const { 'application-id': applicationId, name, 'trust-version': version } = flags;
  refuseBadName(name);
  const place = await open({ ...flags, 'application-id': undefined }, io);
  const component = flags.component === undefined ? null : await chosenComponent(place);
  if (component !== null && component.managedIdentityId !== null) {
    throw blocked(component.name, 'it is already bound to a record; use identity bind or identity update');
  }
  const same = place.records.find((record) => record.applicationId === applicationId && record.active);
  if (same !== undefined) {
    throw blocked(
      same.name,
      `that record already names application ${applicationId}; bind components to it with identity bind`,
    );
  }
  const record = {
    id: randomUUID(),
    name: name ?? component?.name ?? `ppmi ${applicationId}`,
    applicationId,
    version: Number(version) as 0 | 1 | 2,
  };
  const created = createRecord(place.environment, record, { stepId: `create-record:${record.id}`, repairs: null });
  const steps = component === null ? [created] : [created, bindStep(place.environment, component, record, null)];
  const notes = await applicationNotes(place, applicationId);
  return change(place, { steps, component, applicationId, notes }, flags, io);
}

/**
 * A directory that cannot be read says nothing against an ID.
 * @throws PpmiError `change-blocked` for an object ID, which the portal shows beside the client ID
 */
async function applicationNotes({ session }: Place, applicationId: string): Promise<readonly string[]> {
  const found = await findApplication(session.sharedSources().graph, applicationId).catch((error: unknown) => {
    if (error instanceof PpmiError) return null;
    throw error;
  });
  if (found === null) return [];
  const { application, servicePrincipal, byObjectId } = found;
  if (byObjectId !== null) {
    const { displayName, appId } = byObjectId;
    throw blocked(applicationId, `it is the object ID of ${quoted(displayName)}; its client ID is ${appId}`);
  }
  if (application !== null || servicePrincipal !== null) return [];
  return [`The tenant knows no application or managed identity with client ID ${applicationId}.`];
}

/** @throws PpmiError `usage` for a name that no table of records could show */
function refuseBadName(name: string | undefined): void {
  if (name !== undefined && (name.trim() === '' || /\p{Cc}/u.test(name))) {
    throw new PpmiError('usage', { detail: '--name expects a text on one line' });
  }
}

type UpdateOptions = ChangeOptions & UpdateIdentityFlags;

/** @throws PpmiError `usage` if no flag names a change */
export async function updateIdentity(nameOrId: string, flags: UpdateOptions, io: ChangeIo): Result {
  const { 'application-id': applicationId, tenant, name } = flags;
  if (applicationId === undefined && tenant === undefined && name === undefined) {
    throw new PpmiError('usage', { detail: 'Requires --name, --application-id or --tenant' });
  }
  refuseBadName(name);
  const place = await open({ ...flags, 'application-id': undefined }, io);
  const record = chooseRecord(place.records, nameOrId);
  const columns = [
    ['name', record.name, name],
    ['applicationid', record.applicationId, applicationId],
    ['tenantid', record.tenantId, tenant],
  ] as const;
  const changed = columns.filter(([, was, is]) => is !== undefined && is !== was);
  const bound = boundTo(place, record);
  const body = Object.fromEntries(changed.map(([column, , is]) => [column, is]));
  const step = patchRecord(place.environment, record, {
    says: `Set ${changed.map(([column, , is]) => `${column} to ${is}`).join(' and ')} in the managed identity record ${quoted(record.name)}`,
    body,
    was: Object.fromEntries(changed.map(([column, was]) => [column, was])),
    repairs: null,
  });
  // A name is for people: no component depends on it.
  const isRelied = bound.length > 0 && changed.some(([column]) => column !== 'name');
  const risk = isRelied ? 'disruptive' : 'safe';
  const steps = changed.length === 0 ? [] : [{ ...step, risk } as const];
  const unknown = applicationId === undefined ? [] : await applicationNotes(place, applicationId);
  const relied = isRelied ? [`Bound components: ${bound.map(({ name }) => quoted(name)).join(', ')}.`] : [];
  const notes = [...unknown, ...relied];
  return change(place, { steps, record, notes, exchanges: isRelied ? bound.map(({ id }) => id) : [] }, flags, io);
}

const boundTo = ({ components }: Place, { id }: IdentityRecord) =>
  components.filter(({ managedIdentityId }) => managedIdentityId === id);

/** @throws PpmiError `record-in-use` if components are bound, `change-blocked` for a record of a managed solution */
export async function deleteIdentity(nameOrId: string, flags: ChangeOptions, io: ChangeIo): Result {
  const place = await open(flags, io);
  const record = chooseRecord(place.records, nameOrId);
  const bound = boundTo(place, record);
  if (bound.length > 0) {
    throw new PpmiError('record-in-use', {
      record: record.name,
      users: bound.map(({ name }) => name),
      component: bound[0]?.id,
    });
  }
  if (record.managed) throw blocked(record.name, 'it came with a managed solution; remove it from that solution');
  const notes = record.active ? [] : ['The record is inactive. Undoing creates it again as an active one.'];
  return change(place, { steps: [deleteRecord(place.environment, record)], record, notes }, flags, io);
}

/** @throws PpmiError `change-blocked` for an assembly that belongs to a package */
export async function bindIdentity(nameOrId: string, flags: ChangeOptions, io: ChangeIo): Result {
  const place = await open(flags, io);
  const component = await chosenComponent(place);
  const record = chooseRecord(place.records, nameOrId);
  const previous = place.records.find(({ id }) => id === component.managedIdentityId) ?? null;
  if (component.managedIdentityId !== null && previous === null) {
    throw blocked(component.name, 'it is bound to a record that you cannot read');
  }
  const isBound = component.managedIdentityId === record.id;
  const steps = isBound ? [] : [bindStep(place.environment, component, record, null, previous)];
  return change(place, { steps, component, record, exchanges: [component.id] }, flags, io);
}

export async function unbindIdentity(flags: ChangeOptions, io: ChangeIo): Result {
  const place = await open(flags, io);
  const component = await chosenComponent(place);
  const id = component.managedIdentityId;
  const record = place.records.find((each) => each.id === id);
  if (id === null) return change(place, { steps: [], component }, flags, io);
  const step = unbindStep(place.environment, component, record ?? { id, name: id });
  return change(place, { steps: [step], component, ...(record !== undefined && { record }) }, flags, io);
}
