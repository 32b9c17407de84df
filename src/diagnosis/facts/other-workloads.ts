/**
 * Other workloads around the component. A subject names the environment and the certificate, not the component, so what
 * others hold and present decides whether a credential elsewhere is theirs. Read only where the identity's own
 * credentials do not match, or for a plan: each of them costs requests that a healthy component does not need.
 */
import { PpmiError } from '../../domain/errors.ts';
import type {
  ComponentFact,
  EnvironmentFact,
  FederatedCredential,
  Neighbor,
  OtherIdentity,
} from '../../domain/facts.ts';
import type { Certificate } from '../../domain/signed-file/model.ts';
import { readSignedFile } from '../../domain/signed-file/read.ts';
import { composeTrusts } from '../../domain/trust/compose.ts';
import type { Trust } from '../../domain/trust/trust.ts';
import { reasonOf } from '../../domain/unread.ts';
import type { Sources } from '../../sources/sources.ts';
import { findApplication, readCredentials } from './application.ts';
import { boundComponents } from './component.ts';
import { defineFact } from './fact-store.ts';

export const otherCredentials = defineFact({
  name: 'otherCredentials',
  dependsOn: [
    'environment',
    'component',
    'components',
    'records',
    'applications',
    'identity',
    'federatedCredentials',
    'registeredFile',
    'expectedTrust',
  ],
  permission: {
    required: 'Application.Read.All (Microsoft Graph)',
    grantedBy: 'a Global Administrator or Privileged Role Administrator of the tenant',
  },
  async read(sources, { environment, component, components, records, applications, identity, ...facts }) {
    const { federatedCredentials, registeredFile, expectedTrust } = facts;
    const subjects = new Set(expectedTrust.trusts.map((trust) => trust.subject));
    const fits = ({ subject }: FederatedCredential) => subject !== null && subjects.has(subject);
    if (federatedCredentials === null || federatedCredentials.credentials.some(fits)) return [];
    const { application, servicePrincipal } = applications;
    const own = [identity.record?.applicationId, application?.appId, servicePrincipal?.appId];
    const ids = new Set(records.flatMap((record) => record.applicationId?.toLowerCase() ?? []));
    for (const id of own) ids.delete(id?.toLowerCase() ?? '');
    const certificate = registeredFile?.certificate ?? null;
    return Promise.all(
      [...ids].map(async (applicationId): Promise<OtherIdentity> => {
        const credentials = await credentialsOf(sources, applicationId, environment.tenantId);
        const holds = credentials?.some(fits) === true;
        const recordIds = records
          .filter((each) => each.applicationId?.toLowerCase() === applicationId)
          .map(({ id }) => id);
        const users = boundComponents(components).filter(
          ({ id, managedIdentityId }) => id !== component.id && recordIds.includes(managedIdentityId ?? ''),
        );
        const same =
          holds && (await Promise.all(users.map((each) => maySign(sources, each, certificate)))).includes(true);
        return { applicationId, credentials, sameSigner: same };
      }),
    );
  },
});

/** Null: the identity or its credentials could not be read. */
export async function credentialsOf(
  sources: Sources,
  applicationId: string,
  tenantId: string,
): Promise<readonly FederatedCredential[] | null> {
  return orNull(async () => {
    const found = await findApplication(sources.graph, applicationId);
    return (await readCredentials(sources, found, tenantId))?.credentials ?? [];
  });
}

async function maySign(sources: Sources, component: ComponentFact, certificate: Certificate | null): Promise<boolean> {
  const file = await signedFile(sources, component);
  return file === null || (file.certificate !== null && file.certificate.sha256 === certificate?.sha256);
}

/** Null: it could not be read, or the service returned no content. */
function signedFile({ dataverse }: Pick<Sources, 'dataverse'>, component: ComponentFact) {
  return orNull(async () => {
    const content = await dataverse.content(component);
    return content === null ? null : readSignedFile(content, { file: component.name });
  });
}

export const neighbors = defineFact({
  name: 'neighbors',
  dependsOn: ['environment', 'component', 'components', 'identity'],
  permission: null,
  read: async (sources, { environment, component, components, identity: { record } }) =>
    Promise.all(
      boundComponents(components)
        .filter(({ id, managedIdentityId }) => id !== component.id && managedIdentityId === record?.id)
        .map(
          async (each): Promise<Neighbor> => ({ component: each, trusts: await trustsOf(sources, each, environment) }),
        ),
    ),
});

export async function trustsOf(
  sources: Sources,
  component: ComponentFact,
  { cloud, tenantId, environmentId }: EnvironmentFact,
): Promise<readonly Trust[] | null> {
  const file = await signedFile(sources, component);
  if (file === null) return null;
  const { certificate, otherSigners } = file;
  if (certificate === null) return [];
  return composeTrusts({ certificate, otherSigners, component: component.type, cloud, tenantId, environmentId });
}

/** What could not be read of another workload blocks no check of this one. */
export async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof PpmiError) || reasonOf(error) === null) throw error;
    return null;
  }
}
