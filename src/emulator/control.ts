/** `https://emulator.ppmi.internal`: the emulator's own door, for looking at the world and running its plug-ins. */
import type { Outcome, Platform, Presented } from './platform/run.ts';
import { findComponent } from './platform/run.ts';
import type { EmulatedRequest, EmulatedResponse, Service } from './services/service.ts';
import type { World } from './world/model.ts';

export const controlHost = 'emulator.ppmi.internal';

/** Without secrets, and such that it can be read again as a world file. */
function visible(world: World) {
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

/** The component that a body names, by default the first of the first environment. */
function chosen(world: World, { body }: EmulatedRequest) {
  let wanted: Record<string, unknown>;
  try {
    wanted = body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    return null;
  }
  const environment = world.environments.find(({ id }) => id === (wanted.environmentId ?? world.environments[0]?.id));
  const componentId = wanted.componentId ?? environment?.components[0]?.id;
  return environment === undefined ? null : findComponent(world, environment.id, String(componentId));
}

const problem = (status: number, code: string, message: string): EmulatedResponse => ({
  status,
  body: { error: { code, message } },
});

const presentedOr409 = (outcome: Outcome<Presented>): EmulatedResponse =>
  outcome.ok ? { status: 200, body: outcome.value } : problem(409, 'NothingPresented', outcome.stack);

export function createControl(platform: Platform): Service {
  return {
    name: 'emulator',
    answers: (host) => host === controlHost,
    async handle(request, { world }) {
      const route = `${request.method} ${request.path}`;
      if (route === 'GET /world') return { status: 200, body: visible(world) };
      if (route !== 'POST /assertion' && route !== 'POST /run') {
        return problem(404, 'NotFound', 'There are GET /world, POST /assertion and POST /run.');
      }
      const component = chosen(world, request);
      if (component === null) return problem(404, 'NotFound', 'No such component in this world.');
      if (route === 'POST /assertion') {
        return presentedOr409(
          await platform.present(component.environment, component.component, component.component.capturedSecondsAgo),
        );
      }
      const run = await platform.run(component.environment.id, component.component.id);
      // As the Web API answers for a plug-in that throws.
      return { status: run.ok ? 200 : 400, body: run };
    },
  };
}
