/** Makers of the rows that worlds are made of. */
import { cloud } from '../../domain/cloud/cloud.ts';
import { derivedId } from '../derived-id.ts';
import type { Claims } from '../platform/mint.ts';
import { recordedFile } from '../recorded.ts';
import type {
  Application,
  Component,
  FederatedIdentityCredential,
  ManagedIdentityRecord,
  ServicePrincipal,
} from '../world/model.ts';
import { secretUrl } from './azure.ts';
import type { BaseOptions } from './options.ts';

/** Long ago: nothing in a healthy world is still propagating. */
export const longAgo = '2025-06-02T09:30:00Z';

export function credentialOf(name: string, claims: Claims): FederatedIdentityCredential {
  return {
    id: derivedId(`credential/${name}`),
    name,
    issuer: claims.issuer,
    subject: claims.subject,
    audiences: [claims.audience],
    description: null,
    createdAt: longAgo,
    visibleFrom: longAgo,
  };
}

export function applicationNamed(displayName: string): Application {
  return {
    id: derivedId(`application-object/${displayName}`),
    appId: derivedId(`application/${displayName}`),
    displayName,
    signInAudience: 'AzureADMyOrg',
    federatedIdentityCredentials: [],
    secrets: [],
    certificates: [],
  };
}

/** Version 2 works with every certificate. */
export function recordNamed(name: string, applicationId: string, tenantId: string): ManagedIdentityRecord {
  return {
    id: derivedId(`record/${name}`),
    name,
    applicationId,
    tenantId,
    credentialSource: 2,
    subjectScope: 1,
    version: 2,
    stateCode: 0,
    isManaged: false,
  };
}

/** A record with the settings of another one, for another application. */
export function recordLike(record: ManagedIdentityRecord, { appId, displayName }: Application): ManagedIdentityRecord {
  return { ...record, id: derivedId(`record/${displayName}`), name: displayName, applicationId: appId };
}

export function principalOf({ appId, displayName }: Application, ownerTenantId: string): ServicePrincipal {
  return {
    id: derivedId(`service-principal/${displayName}`),
    appId,
    displayName,
    servicePrincipalType: 'Application',
    alternativeNames: [],
    accountEnabled: true,
    appOwnerOrganizationId: ownerTenantId,
  };
}

export function componentNamed(name: string, options: BaseOptions, managedIdentityId: string): Component {
  const file = recordedFile(options.content);
  if (file === null) throw new Error(`no recorded file ${options.content}`);
  const isPackage = options.component === 'package';
  return {
    kind: options.component,
    id: derivedId(`component/${name}`),
    name: isPackage ? `contoso_${name}` : name,
    uniqueName: isPackage ? `contoso_${name}` : null,
    version: '1.0.0.0',
    packageId: null,
    managedIdentityId,
    content: file.base64,
    presents: file.certificate === null ? null : { certificate: file.certificate },
    scope: `https://${cloud(options.cloud).keyVaultSuffix.value}/.default`,
    target: secretUrl(options),
    modifiedOn: longAgo,
  };
}
