/** Fills in what a world file leaves out of an environment. */
import { derivedId } from '../derived-id.ts';
import { recordedCertificate, recordedFile } from '../recorded.ts';
import { type ComponentInput, type EnvironmentInput, WorldFileError } from './input.ts';
import type { Component, Environment, PresentedClaims, Presents, TraceLog } from './model.ts';

/** Long ago: nothing that a file holds is still spreading. */
export const settled = '2020-01-01T00:00:00Z';

const isClaims = (presented: PresentedClaims | object): presented is PresentedClaims => 'issuer' in presented;

/** The world has to say what the platform presents: the emulator does not read certificates. */
function presentsOf({ name, presents, presented, certificate, file }: ComponentInput): Presents {
  const recorded = file === undefined ? null : recordedFile(file);
  if (file !== undefined && recorded === null)
    throw new WorldFileError(`component ${name}: no recorded file is called ${file}`);
  const named = certificate ?? recorded?.certificate ?? undefined;
  const seen = presented === undefined || isClaims(presented) ? presented : { versions: presented };
  const claimed: Presents | undefined = seen ?? presents ?? (named === undefined ? undefined : { certificate: named });
  if (claimed !== undefined && claimed !== null) {
    if (
      'certificate' in claimed &&
      typeof claimed.certificate === 'string' &&
      recordedCertificate(claimed.certificate) === null
    ) {
      throw new WorldFileError(`component ${name}: no recorded certificate is called ${claimed.certificate}`);
    }
    return claimed;
  }
  if (presents === null || recorded !== null) return null;
  throw new WorldFileError(
    `component ${name} says neither what is presented (presented: issuer, subject, audience) nor a certificate`,
  );
}

function fillComponent(
  input: ComponentInput,
  environment: EnvironmentInput,
  only: string | null,
  scope: string,
): Component {
  const { file, presented, certificate, presents, ...rest } = input;
  return {
    kind: 'assembly',
    id: derivedId('component', environment.id, input.name),
    uniqueName: input.kind === 'package' ? input.name : null,
    version: '1.0.0.0',
    packageId: null,
    managedIdentityId: only,
    content: file === undefined ? null : (recordedFile(file)?.base64 ?? null),
    scope,
    modifiedOn: settled,
    ...rest,
    presents: presentsOf(input),
  };
}

/** A row with what a doctor reads: the class that ran, when, and its error. */
function fillTraceLog(log: Partial<TraceLog>, index: number, { id, components = [] }: EnvironmentInput): TraceLog {
  const key = `${id}/trace-log/${index}`;
  return {
    id: derivedId(key),
    createdOn: settled,
    typeName: `${components[0]?.name ?? 'Plugin'}.AcquireToken`,
    messageBlock: log.exceptionDetails ?? '',
    exceptionDetails: log.messageBlock ?? '',
    correlationId: derivedId(key, 'correlation'),
    requestId: derivedId(key, 'request'),
    ...log,
  };
}

export function fillEnvironment(input: EnvironmentInput, tenantId: string, scope: string): Environment {
  const { managedIdentities = [], components = [], applicationUsers = [], traceLogs = [], url, ...rest } = input;
  const records = managedIdentities.map((record) => ({
    id: derivedId('record', input.id, record.applicationId ?? ''),
    name: `Managed identity ${record.applicationId?.slice(0, 8) ?? ''}`.trim(),
    tenantId: input.tenantId ?? tenantId,
    credentialSource: 2,
    subjectScope: 1,
    version: null,
    stateCode: 0 as const,
    isManaged: false,
    ...record,
  }));
  const [only] = records;
  return {
    organizationId: derivedId('organization', input.id),
    tenantId,
    uniqueName: `org${input.id.slice(-8)}`,
    friendlyName: new URL(url).hostname,
    type: 'Sandbox',
    hasVersionColumn: true,
    traceLogs: traceLogs.map((log, index) => fillTraceLog(log, index, input)),
    ...rest,
    url: new URL(url).origin,
    managedIdentities: records,
    components: components.map((component) =>
      fillComponent(component, input, records.length === 1 ? (only?.id ?? null) : null, scope),
    ),
    applicationUsers: applicationUsers.map((user) => ({
      id: derivedId('application-user', input.id, user.applicationId),
      roles: [],
      disabled: false,
      ...user,
    })),
  };
}
