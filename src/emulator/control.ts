/** `https://emulator.ppmi.internal`: the emulator's control host, to read the world, run plug-ins and advance the clock. */
import type { Clock } from './clock.ts';
import type { Oracle } from './platform/oracle.ts';
import type { Outcome, Platform, Presented } from './platform/run.ts';
import { findComponent } from './platform/run.ts';
import { type JsonObject, readJsonObject } from './services/odata/json-body.ts';
import type { EmulatedRequest, EmulatedResponse, Service } from './services/service.ts';
import type { World } from './world/model.ts';
import { worldFile } from './world/world-file.ts';

export const controlHost = 'emulator.ppmi.internal';

const readBody = ({ body }: EmulatedRequest): JsonObject | null => (body.length === 0 ? {} : readJsonObject(body));

/** The component named in the body; by default the first of the first environment. */
function chosen(world: World, request: EmulatedRequest) {
  const asked = readBody(request);
  if (asked === null) return null;
  const environment = world.environments.find(({ id }) => id === (asked.environmentId ?? world.environments[0]?.id));
  const componentId = asked.componentId ?? environment?.components[0]?.id;
  return environment === undefined ? null : findComponent(world, environment.id, String(componentId));
}

const problem = (status: number, code: string, message: string): EmulatedResponse => ({
  status,
  body: { error: { code, message } },
});

const presentedOr409 = (outcome: Outcome<Presented>): EmulatedResponse =>
  outcome.ok ? { status: 200, body: outcome.value } : problem(409, 'NothingPresented', outcome.stack);

/** `{"advanceSeconds": 60}` or `{"now": "2026-12-10T09:00:00Z"}`; the clock never goes back. */
function setClock(request: EmulatedRequest, clock: Clock): EmulatedResponse {
  const body = readBody(request);
  const target = typeof body?.now === 'string' ? (Date.parse(body.now) - clock.now().getTime()) / 1000 : null;
  const seconds = target ?? body?.advanceSeconds;
  if (typeof seconds !== 'number' || !(seconds >= 0))
    return problem(400, 'InvalidClock', 'Expected {"advanceSeconds": number} or a later {"now": ISO time}.');
  clock.advance(seconds);
  return { status: 200, body: { now: clock.now().toISOString() } };
}

export function createControl(platform: Platform, oracle: Oracle, clock: Clock): Service {
  const routes: Readonly<Record<string, (request: EmulatedRequest, world: World) => Promise<EmulatedResponse>>> = {
    'GET /world': async (_request, world) => ({ status: 200, body: worldFile(world) }),
    'GET /works': async () => ({ status: 200, body: { components: await oracle() } }),
    'GET /clock': async () => ({ status: 200, body: { now: clock.now().toISOString() } }),
    'POST /clock': async (request) => setClock(request, clock),
    'POST /assertion': async (request, world) => {
      const found = chosen(world, request);
      if (found === null) return unknownComponent;
      return presentedOr409(
        await platform.present(found.environment, found.component, found.component.capturedSecondsAgo),
      );
    },
    'POST /run': async (request, world) => {
      const found = chosen(world, request);
      if (found === null) return unknownComponent;
      const run = await platform.run(found.environment.id, found.component.id);
      // The status is the Web API's for a plug-in that throws.
      return { status: run.ok ? 200 : 400, body: run };
    },
  };
  return {
    name: 'emulator',
    answers: (host) => host === controlHost,
    async handle(request, { world }) {
      const route = routes[`${request.method} ${request.path}`];
      return route === undefined
        ? problem(404, 'NotFound', `No such route. Routes: ${Object.keys(routes).join(', ')}.`)
        : route(request, world);
    },
  };
}

const unknownComponent = problem(404, 'NotFound', 'No such component in this world.');
