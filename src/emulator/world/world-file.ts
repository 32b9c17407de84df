/** The world as a file: what `GET /world` answers and `--world` undoes. */
import type { World } from './model.ts';

/** Without secrets. The values of vault secrets are empty, the client secret is generated again. */
export function worldFile(world: World) {
  const { clientSecret: _, ...operator } = world.operator;
  const tenants = world.tenants.map((tenant) => ({
    ...tenant,
    applications: tenant.applications.map((application) => ({ ...application, secrets: [] })),
  }));
  const subscriptions = world.subscriptions.map((subscription) => ({
    ...subscription,
    vaults: subscription.vaults.map((vault) => ({
      ...vault,
      secrets: Object.fromEntries(Object.keys(vault.secrets).map((name) => [name, ''])),
    })),
  }));
  return { ...world, tenants, subscriptions, operator };
}
