/** Refusals of the resource: the token was issued, so issuer, subject and audience are right. */

import type { PlatformValues } from '../../../domain/entra-errors/platform/platform-error.ts';
import { roleFor } from '../../../domain/resource/vault-permissions.ts';
import { filled, type PlatformEntry } from './entry.ts';

const issued = 'The token was issued, so the federated credential is right.';

/** The object ID is what a role assignment takes; a client ID makes `az` look it up first. */
function assignee({ objectId, clientId }: PlatformValues): string {
  return objectId === null
    ? `--assignee ${filled(clientId, 'client-id')}`
    : `--assignee-object-id ${filled(objectId, 'object-id')} --assignee-principal-type ServicePrincipal`;
}

function assignRole(role: string, values: PlatformValues): string {
  return `  az role assignment create --role "${role}" ${assignee(values)} --scope ${filled(values.resourceId, 'resource-id')}`;
}

const tenantOf = ({ tenant }: PlatformValues): string => (tenant === null ? '' : ` (the token is from ${tenant})`);

export const resource = {
  'vault-no-role': {
    title: 'The identity has no role on the key vault',
    cause: `${issued} The vault uses role assignments, and none allows the action. A new assignment takes a few minutes to take effect.`,
    fix: (values) => {
      const role = roleFor(values.action) ?? 'Key Vault Secrets User';
      const vault = values.resource === null ? 'the vault' : `the vault ${values.resource}`;
      return [`Assign the role "${role}" on ${vault}:`, assignRole(role, values)];
    },
    see: ['resource-no-role'],
    confidence: 'seen',
  },
  'vault-no-policy': {
    title: 'No access policy of the key vault names the identity',
    cause: `${issued} The vault uses access policies; role assignments have no effect on its data.`,
    fix: (values) => {
      const [kind = 'secrets', verb = 'get'] = (values.action ?? 'secrets get').split(' ');
      const who =
        values.objectId === null
          ? `--spn ${filled(values.clientId, 'client-id')}`
          : `--object-id ${filled(values.objectId, 'object-id')}`;
      const flag = kind === 'certificates' ? 'certificate' : kind === 'keys' ? 'key' : 'secret';
      return [
        'Add an access policy, or switch the vault to role assignments:',
        `  az keyvault set-policy --name ${filled(values.resource, 'vault')} ${who} --${flag}-permissions ${filled(verb, 'permission')}`,
      ];
    },
    see: ['resource-policy-model'],
    confidence: 'seen',
  },
  'vault-firewall': {
    title: 'The firewall of the key vault refused the client address',
    cause: `${issued} The vault accepts only selected networks, and the caller's address is not among them. A role or access policy does not help. Plug-ins call from addresses of Power Platform, or from your virtual network where the environment has one.`,
    fix: ({ resource: vault, address }) => [
      'Allow the network that calls. For a single public address:',
      `  az keyvault network-rule add --name ${filled(vault, 'vault')} --ip-address ${filled(address, 'address')}`,
      'For plug-ins, connect the environment to a virtual network with a private endpoint for the vault, or allow the outbound addresses of Power Platform.',
    ],
    see: [],
    confidence: 'seen',
  },
  'vault-public-access-off': {
    title: 'Public network access to the key vault is disabled',
    cause: `${issued} The vault accepts only private endpoints, and the caller did not come through one. A role or access policy does not help.`,
    fix: ({ resource: vault }) => [
      'Call through a private endpoint: plug-ins need an environment that is connected to the virtual network. To see the setting:',
      `  az keyvault show --name ${filled(vault, 'vault')} --query "properties.{publicNetworkAccess:publicNetworkAccess, networkAcls:networkAcls}"`,
    ],
    see: [],
    confidence: 'seen',
  },
  'vault-other-tenant': {
    title: 'The key vault belongs to another tenant',
    cause:
      'The vault trusts tokens of its own tenant only, and the token was issued by another one. The message lists the expected issuers and the one it found.',
    fix: (values) => [
      `Use a vault of the identity's tenant${tenantOf(values)}, or an identity of the vault's tenant. To see the vault's tenant:`,
      `  az keyvault show --name ${filled(values.resource, 'vault')} --query properties.tenantId`,
    ],
    see: [],
    confidence: 'seen',
  },
  'vault-secret-missing': {
    title: 'The key vault has no such secret, key or certificate',
    cause: `${issued} The identity may read the vault, but the name does not exist in it, or its current version is deleted or disabled.`,
    fix: ({ resource: vault }) => [
      'Check name and vault:',
      `  az keyvault secret list --vault-name ${filled(vault, 'vault')} --query "[].name"`,
    ],
    see: [],
    confidence: 'documented',
  },
  'storage-no-role': {
    title: 'The identity has no data role on the storage account',
    cause: `${issued} Owner and Contributor give no access to data. A new assignment takes a few minutes to take effect.`,
    fix: (values) => [
      `Assign a data role on ${values.resource === null ? 'the account or container' : `the account ${values.resource}`}, with the least that the code needs:`,
      assignRole('Storage Blob Data Reader', values),
    ],
    see: ['resource-no-role'],
    confidence: 'seen',
  },
  'storage-firewall': {
    title: 'The storage account refused the request',
    cause:
      "The network rules of the account refuse the caller's address, or public access is disabled. A missing data role gives AuthorizationPermissionMismatch instead.",
    fix: ({ resource: account }) => [
      'See which networks the account accepts:',
      `  az storage account show --name ${filled(account, 'account')} --query "{publicNetworkAccess:publicNetworkAccess, networkRules:networkRuleSet}"`,
    ],
    see: [],
    confidence: 'documented',
  },
  'storage-other-tenant': {
    title: 'The storage account belongs to another tenant',
    cause: 'The account accepts tokens of its own tenant only, and the token was issued by another one.',
    fix: () => ["Use an identity of the account's tenant, or an account in the identity's tenant."],
    see: [],
    confidence: 'seen',
  },
  'storage-key-refused': {
    title: 'The storage account does not accept account keys',
    cause:
      'The request was signed with an account key or a connection string, and the account allows only tokens of Microsoft Entra ID.',
    fix: () => ['Sign in with the identity (a token) instead of the key, and give it a data role on the account.'],
    see: ['resource-no-role'],
    confidence: 'documented',
  },
  'sql-public-access-off': {
    title: 'Public network access to the SQL server is disabled',
    cause: 'The server accepts only private endpoints. Neither a firewall rule nor a database user helps.',
    fix: ({ resource: server }) => [
      'Connect through a private endpoint: plug-ins need an environment that is connected to the virtual network. To see the setting:',
      `  az sql server show --name ${filled(server, 'server')} --resource-group <group> --query publicNetworkAccess`,
    ],
    see: [],
    confidence: 'documented',
  },
  'sql-no-user': {
    title: 'The database has no user for the identity',
    cause: `${issued} Azure SQL needs a user in the database itself; a role in Azure gives no access to data. The connection may also name no database, or the wrong one.`,
    fix: () => [
      'As the Entra administrator of the server, create the user in the database, with the name of the application or managed identity:',
      '  CREATE USER [<identity-name>] FROM EXTERNAL PROVIDER;',
      '  ALTER ROLE db_datareader ADD MEMBER [<identity-name>];',
    ],
    see: [],
    confidence: 'seen',
  },
  'sql-firewall': {
    title: 'The firewall of the SQL server refused the client address',
    cause: 'The server accepts only listed addresses and networks. A database user does not help.',
    fix: ({ resource: server, address }) => [
      'Add the address, or connect through a private endpoint:',
      `  az sql server firewall-rule create --server ${filled(server, 'server')} --resource-group <group> --name <rule> --start-ip-address ${filled(address, 'address')} --end-ip-address ${filled(address, 'address')}`,
    ],
    see: [],
    confidence: 'documented',
  },
  'service-bus-no-role': {
    title: 'The identity has no role on the Service Bus namespace',
    cause: `${issued} It lacks the data role for the claim that the message names: Send, Listen or Manage.`,
    fix: (values) => {
      const roles: Readonly<Record<string, string>> = {
        Send: 'Azure Service Bus Data Sender',
        Listen: 'Azure Service Bus Data Receiver',
      };
      const role = roles[values.action ?? ''] ?? 'Azure Service Bus Data Owner';
      return [
        `Assign the role "${role}"${values.resource === null ? '' : ` on ${values.resource}`}:`,
        assignRole(role, values),
      ];
    },
    see: ['resource-no-role'],
    confidence: 'seen',
  },
  'service-bus-firewall': {
    title: 'The firewall of the Service Bus namespace refused the client address',
    cause: `${issued} The namespace accepts only selected networks. A role does not help.`,
    fix: () => [
      'Allow the network that calls, or connect the environment to a virtual network with a private endpoint for the namespace.',
    ],
    see: [],
    confidence: 'documented',
  },
  'azure-no-role': {
    title: 'The identity may not perform this action in Azure',
    cause:
      'Azure Resource Manager refused the call: no role at the scope allows the action. A new assignment takes a few minutes to take effect.',
    fix: (values) => [`Assign a role that allows ${values.action ?? 'the action'}:`, assignRole('<role>', values)],
    see: [],
    confidence: 'seen',
  },
} as const satisfies Readonly<Record<string, PlatformEntry>>;
