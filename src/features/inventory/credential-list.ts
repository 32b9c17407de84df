/** `fic list`: the federated credentials of an application, found by client ID or through a component. */
import { findApplication, readCredentials } from '../../diagnosis/facts/application.ts';
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { requireApplicationId } from '../../diagnosis/facts/require-fact.ts';
import type { FederatedCredential } from '../../domain/facts.ts';
import { applicationJson, type CredentialsJson, credentialJson } from '../../render/json/identity.ts';
import type { Outcome } from '../../render/outcome.ts';
import { credentialsText } from '../../render/text/identity.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { ServiceClients } from '../../session/service-clients.ts';
import type { SessionFlags } from '../../session/session.ts';

export async function listCredentials(context: CommandContext, flags: SessionFlags): Promise<Outcome<CredentialsJson>> {
  const { clients, applicationId, emulated } = await findSubject(context, flags);
  const found = await findApplication(clients.directory.graph, applicationId);
  const read = await readCredentials(clients.directory, found, clients.signedInAs()?.tenantId ?? null);
  const rows: readonly FederatedCredential[] | null = read?.credentials ?? null;
  const result = {
    applicationId,
    application: applicationJson(found),
    credentials: rows?.map((row) => credentialJson(row, context.shell)) ?? null,
    emulated,
  };
  return { result, exitCode: 0, text: credentialsText };
}

interface CredentialSubject {
  readonly clients: ServiceClients;
  readonly applicationId: string;
  readonly emulated: boolean;
}

/** With an application ID, no environment is needed: the owner of an application may have no access to one. */
async function findSubject(context: CommandContext, flags: SessionFlags): Promise<CredentialSubject> {
  const { environment, 'application-id': given } = flags;
  if (given !== undefined && environment === undefined) {
    const { clients, context: http } = await context.openCloudSession(flags);
    return { clients, applicationId: given, emulated: http.target.emulated };
  }
  const session = await context.openSession(flags);
  const applicationId = given ?? (await requireApplicationId(createFactStore(factReaders, session.sharedSources())));
  return { clients: session.clients, applicationId, emulated: session.context.target.emulated };
}
