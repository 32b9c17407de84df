/** `metadata/endpoints`: the hosts of a cloud, without sign-in. An array since 2019, one object before (documented). */
import { cloud } from '../../../domain/cloud/cloud.ts';
import type { Context, EmulatedRequest, EmulatedResponse } from '../service.ts';

const names: Readonly<Record<string, string>> = {
  public: 'AzureCloud',
  gcc: 'AzureCloud',
  gcchigh: 'AzureUSGovernment',
  dod: 'AzureUSGovernment',
  china: 'AzureChinaCloud',
};

export function metadataEndpoints({ query }: EmulatedRequest, { world }: Context): EmulatedResponse {
  const { loginHost, armHost, armAudience, graphHost, keyVaultSuffix } = cloud(world.cloud);
  const document = {
    name: names[world.cloud] ?? world.cloud,
    authentication: {
      loginEndpoint: `https://${loginHost.value}/`,
      audiences: [armAudience.value, `https://${armHost.value}/`].filter((audience) => audience !== null),
      tenant: 'common',
      identityProvider: 'AAD',
    },
    resourceManager: `https://${armHost.value}/`,
    microsoftGraphResourceId: `https://${graphHost.value}/`,
    suffixes: { keyVaultDns: keyVaultSuffix.value },
  };
  const version = query.get('api-version') ?? '';
  return { status: 200, body: version >= '2019' ? [document] : document };
}
