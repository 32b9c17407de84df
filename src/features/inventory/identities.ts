/** `identity list` and `identity show`: the managed identity records of an environment and their applications. */
import { findApplication } from '../../diagnosis/facts/application.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ComponentFact } from '../../domain/facts.ts';
import type { ListIdentitiesFlags } from '../../flags/identity.ts';
import {
  applicationJson,
  type IdentitiesJson,
  type IdentityJson,
  type IdentityShowJson,
  identityJson,
  type UnboundComponentJson,
  type UnreadJson,
  type UnsignedComponentJson,
} from '../../render/json/identity.ts';
import type { Outcome } from '../../render/outcome.ts';
import { identitiesText, identityText } from '../../render/text/identity.ts';
import { identityExit } from '../../report/exit-codes.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { factsOf } from './bound-components.ts';
import { chooseRecord } from './choose-record.ts';

type ListOptions = SessionFlags & ListIdentitiesFlags;

export async function listIdentities(context: CommandContext, flags: ListOptions): Promise<Outcome<IdentitiesJson>> {
  const session = await context.openSession(flags);
  const { emulated } = session.context.target;
  const [identities, unbound] = await Promise.all([
    readIdentities(session),
    flags.unbound === true ? readUnbound(session) : null,
  ]);
  const unsigned = flags.unsigned === true ? await readUnsigned(session) : null;
  return { result: { identities, unbound, unsigned, emulated }, exitCode: 0, text: identitiesText };
}

/** @throws PpmiError `usage` if no record, or more than one, has this name or ID */
export async function showIdentity(
  context: CommandContext,
  nameOrId: string,
  flags: SessionFlags,
): Promise<Outcome<IdentityShowJson>> {
  const session = await context.openSession(flags);
  const identity = chooseRecord(await readIdentities(session), nameOrId);
  const { dataverse } = session.sharedSources();
  const [application, layers] = await Promise.all([
    readApplication(session, identity),
    unlessRefused(dataverse.recordLayers(identity.id)),
  ]);
  const result = { identity, ...application, layers, emulated: session.context.target.emulated };
  return { result, exitCode: identityExit(result), text: identityText };
}

async function readIdentities(session: Session): Promise<readonly IdentityJson[]> {
  const { dataverse } = session.sharedSources();
  const [records, components, origins] = await Promise.all([
    dataverse.records(),
    dataverse.components(),
    unlessRefused(dataverse.recordOrigins()),
  ]);
  const bound = new Map<string | null, ComponentFact[]>();
  for (const component of components) {
    const others = bound.get(component.managedIdentityId);
    if (others === undefined) bound.set(component.managedIdentityId, [component]);
    else others.push(component);
  }
  const originOf = new Map(origins?.map((origin) => [origin.recordId, origin]));
  return records.map((record) => identityJson(record, bound.get(record.id) ?? [], originOf.get(record.id) ?? null));
}

/** Omits assemblies that belong to a package: they are bound through the package. */
async function readUnbound(session: Session): Promise<readonly UnboundComponentJson[]> {
  const components = await session.sharedSources().dataverse.components();
  const unbound = components.filter(
    ({ managedIdentityId, packageId }) => managedIdentityId === null && packageId === null,
  );
  return readSignatures(session, unbound);
}

/** Bound components that Dataverse would bind no more: they get no token. */
async function readUnsigned(session: Session): Promise<readonly UnsignedComponentJson[]> {
  const components = await session.sharedSources().dataverse.components();
  const recordOf = new Map(components.map(({ id, managedIdentityId }) => [id, managedIdentityId]));
  const bound = components.filter(({ managedIdentityId }) => managedIdentityId !== null);
  const read = await readSignatures(session, bound);
  return read.flatMap((each) => (each.signed === true ? [] : [{ ...each, recordId: recordOf.get(each.id) ?? null }]));
}

async function readSignatures(
  session: Session,
  components: readonly Pick<ComponentFact, 'type' | 'id' | 'name'>[],
): Promise<readonly UnboundComponentJson[]> {
  const found: UnboundComponentJson[] = [];
  // One after the other: a component may have 100 MB of content.
  for (const { type, id, name } of components) {
    const file = await factsOf(session, { type, id })('registeredFile');
    found.push({ type, id, name, signed: file.ok && file.value !== null ? file.value.certificate !== null : null });
  }
  return found;
}

/** Solutions require a privilege of their own, and older environments have no table of layers. */
async function unlessRefused<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (error instanceof PpmiError && (error.id === 'refused' || error.id === 'answer-malformed')) return null;
    throw error;
  }
}

/** Shows the record even if the directory refuses to show the application. */
async function readApplication(
  session: Session,
  { applicationId }: IdentityJson,
): Promise<Pick<IdentityShowJson, 'application' | 'unread'>> {
  if (applicationId === null) return { application: null, unread: null };
  try {
    const found = await findApplication(session.sharedSources().graph, applicationId);
    return { application: applicationJson(found), unread: null };
  } catch (error) {
    return { application: null, unread: unreadOf(error) };
  }
}

function unreadOf(error: unknown): UnreadJson {
  if (!(error instanceof PpmiError) || error.id !== 'refused') throw error;
  const { permission, who, detail } = error.args;
  return {
    permission: typeof permission === 'string' ? permission : null,
    grantedBy: typeof who === 'string' ? who : null,
    detail: String(detail ?? error.message),
  };
}
