/** Everything in a subscription as Azure Resource Manager lists it. */

import type { Subscription } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import type { Context } from '../service.ts';
import { identityResource } from './identities.ts';
import { vaultResource } from './vaults.ts';

export function resourceRows(subscription: Subscription, context: Context): readonly Row[] {
  return [
    ...subscription.identities.map((item) => identityResource(subscription, item)),
    ...subscription.vaults.map((item) => vaultResource(subscription, item, context)),
    ...(subscription.resources ?? []).map(({ resourceGroup, type, name }) => ({
      id: `/subscriptions/${subscription.id}/resourceGroups/${resourceGroup}/providers/${type}/${name}`,
      name,
      type,
      location: 'westeurope',
    })),
  ];
}
