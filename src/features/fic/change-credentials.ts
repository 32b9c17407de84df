/** `fic create`, `update` and `delete`: credentials with values that ppmi computes from a component. */

import { findApplication, readCredentials } from '../../diagnosis/facts/application.ts';
import { createFactStore, type ReadFact } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { requireApplicationId, requireFact } from '../../diagnosis/facts/require-fact.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ComponentFact, CredentialsFact, EnvironmentFact, FederatedCredential } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Step } from '../../domain/plan.ts';
import { matchesExactly, mostCredentials, trustOfVersion } from '../../domain/trust/matches.ts';
import { type Trust, trustVersionOf } from '../../domain/trust/trust.ts';
import type { ComputedCredentialFlags } from '../../flags/identity.ts';
import type { HandoverJson } from '../../render/json/handover.ts';
import type { RepairJson } from '../../render/json/plan.ts';
import type { Outcome } from '../../render/outcome.ts';
import {
  createCredential,
  credentialName,
  credentialValues,
  deleteCredential,
  updateCredential,
} from '../../repair/requests.ts';
import type { Session } from '../../session/session.ts';
import { type ChangeIo, type ChangeOptions, runChange } from '../change/run-steps.ts';
import { targetOf } from '../change/target.ts';
import { boundComponents } from '../inventory/bound-components.ts';
import { usersOf } from './users-of.ts';

type CredentialOptions = ChangeOptions & ComputedCredentialFlags;

type Result = Promise<Outcome<RepairJson | HandoverJson>>;

interface Place {
  readonly session: Session;
  readonly environment: EnvironmentFact;
  readonly applicationId: string;
  readonly at: CredentialsFact;
}

const blocked = (what: string, detail: string) => new PpmiError('change-blocked', { what, detail });

/** @throws PpmiError `change-blocked` if the application is not in the tenant that is signed in to */
async function open(flags: CredentialOptions, { context }: ChangeIo): Promise<Place & { readonly read: ReadFact }> {
  const session = await context.openSession(flags);
  const sources = session.sharedSources();
  const read = createFactStore(factReaders, sources);
  const environment = await requireFact(read, 'environment');
  const applicationId = flags['application-id'] ?? (await requireApplicationId(read));
  const found = await findApplication(sources.graph, applicationId);
  const at = await readCredentials(sources, found, environment.tenantId);
  if (at === null)
    throw blocked(
      `application ${applicationId}`,
      'no app registration or user-assigned managed identity of the tenant has this client ID',
    );
  return { session, environment, applicationId, at, read };
}

/** What the component presents. Only documented values are written. @throws PpmiError `change-blocked` */
async function trustFor(read: ReadFact, flags: CredentialOptions): Promise<{ component: ComponentFact; trust: Trust }> {
  const component = await requireFact(read, 'component');
  const { version, trusts } = await requireFact(read, 'expectedTrust');
  const trust = trustOfVersion(trusts, trustVersionOf(flags['trust-version']) ?? version);
  if (trust === null) throw blocked(component.name, 'it is unsigned, or its content cannot be read');
  if (credentialValues(trust) === null) throw blocked(component.name, `its trust cannot be predicted: ${trust.reason}`);
  if (trust.confidence !== 'documented') throw blocked(component.name, `its trust is not verified: ${trust.reason}`);
  return { component, trust };
}

interface Asked {
  readonly steps: readonly Step[];
  readonly component: ComponentFact | null;
  readonly notes?: readonly string[];
  /** Components whose exchange must succeed afterwards. */
  readonly exchanged?: boolean;
}

function change(
  place: Place,
  { steps, component, notes = [], exchanged = false }: Asked,
  flags: CredentialOptions,
  io: ChangeIo,
) {
  const { session, environment, applicationId, at } = place;
  const target = targetOf({ environment, component, applicationId });
  const components = exchanged && component !== null ? [component.id] : [];
  return runChange({ session, steps, target, credentials: at.credentials, components, notes }, flags, io);
}

/** Adds the credential that the component requires. No step if it exists already. */
export async function createFic(
  flags: CredentialOptions & { readonly name?: string | undefined },
  io: ChangeIo,
): Result {
  const place = await open(flags, io);
  const { environment, at, read } = place;
  const { component, trust } = await trustFor(read, flags);
  const values = credentialValues(trust);
  if (values === null) throw blocked(component.name, 'its trust cannot be predicted');
  if (at.credentials.some((each) => matchesExactly(trust, each))) {
    return change(place, { steps: [], component, notes: ['A credential with these values exists.'] }, flags, io);
  }
  // Issuer and subject must be unique on an application (documented).
  const equal = at.credentials.find(({ issuer, subject }) => issuer === values.issuer && subject === values.subject);
  if (equal !== undefined) {
    throw blocked(equal.name, 'it has this issuer and subject with another audience; correct it with fic update');
  }
  if (at.credentials.length >= mostCredentials) {
    throw blocked('the application', `it holds ${at.credentials.length} federated credentials, and cannot hold more`);
  }
  const name = flags.name ?? credentialName(environment, component.name, at);
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/.test(name)) {
    throw new PpmiError('usage', {
      detail: '--name expects 3 to 120 letters, digits, - and _, beginning with a letter or digit',
    });
  }
  return change(
    place,
    { steps: [createCredential(at, name, values, null)], component, exchanged: await isCurrent(read, trust) },
    flags,
    io,
  );
}

/** If the record has another version than the credential, an exchange does not use the credential. */
async function isCurrent(read: ReadFact, trust: Trust): Promise<boolean> {
  const { state } = await requireFact(read, 'identity');
  return state === 'bound' && (await requireFact(read, 'expectedTrust')).version === trust.version;
}

/** @throws PpmiError `credential-in-use` without `--yes` */
export async function updateFic(nameOrId: string, flags: CredentialOptions, io: ChangeIo): Result {
  const place = await open(flags, io);
  const { at, read } = place;
  const credential = chooseCredential(at.credentials, nameOrId);
  const { component, trust } = await trustFor(read, flags);
  const values = credentialValues(trust);
  if (values === null || matchesExactly(trust, credential)) return change(place, { steps: [], component }, flags, io);
  const other = at.credentials.find((each) => matchesExactly(trust, each));
  if (other !== undefined) throw blocked(credential.name, `credential ${quoted(other.name)} has these values already`);
  const notes = await guard(place, credential, flags);
  const step = { ...updateCredential(at, credential, values, null), risk: riskOf(notes) };
  return change(place, { steps: [step], component, notes, exchanged: await isCurrent(read, trust) }, flags, io);
}

/** @throws PpmiError `credential-in-use` without `--yes` */
export async function deleteFic(nameOrId: string, flags: CredentialOptions, io: ChangeIo): Result {
  const place = await open(flags, io);
  const credential = chooseCredential(place.at.credentials, nameOrId);
  if (credential.subject === null) {
    throw blocked(credential.name, 'it has a claims-matching expression, which ppmi cannot create again');
  }
  const notes = await guard(place, credential, flags);
  const step = { ...deleteCredential(place.at, credential, null), risk: riskOf(notes) };
  return change(place, { steps: [step], component: null, notes }, flags, io);
}

const riskOf = (notes: readonly string[]) => (notes.length === 0 ? ('safe' as const) : ('disruptive' as const));

/** A warning before a credential that is in use is changed. Showing the plan requires no consent. */
async function guard(
  { session, environment, applicationId }: Place,
  credential: FederatedCredential,
  flags: CredentialOptions,
): Promise<readonly string[]> {
  const records = await session.sharedSources().dataverse.records();
  const own = records.filter((record) => record.applicationId === applicationId);
  const users = usersOf(credential, environment, await boundComponents(session, own));
  if (users.length === 0) return [];
  if (!flags.yes && flags['dry-run'] !== true && flags.as === undefined) {
    throw new PpmiError('credential-in-use', { credential: credential.name, users });
  }
  return [`${quoted(credential.name)} is, or may be, the working trust of ${users.map(quoted).join(', ')}.`];
}

/** @throws PpmiError `usage` if no credential has this name or ID */
function chooseCredential(credentials: readonly FederatedCredential[], nameOrId: string): FederatedCredential {
  const text = nameOrId.toLowerCase();
  const found = credentials.find(({ id, name }) => id.toLowerCase() === text || name.toLowerCase() === text);
  if (found !== undefined) return found;
  const names = credentials.map(({ name }) => quoted(name)).join(', ');
  throw new PpmiError('usage', {
    detail: `No federated credential is named ${quoted(nameOrId)}. The application has: ${names || 'none'}`,
  });
}
