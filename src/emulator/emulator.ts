/**
 * A running emulated cloud: one world, a proxy on loopback, and the services behind it. It contacts nothing; clients
 * reach it through the proxy's address and the CA, as behind any corporate proxy.
 */
import { createAuthority } from './authority.ts';
import { createClock } from './clock.ts';
import { createLag } from './consistency/lag.ts';
import { controlHost, createControl } from './control.ts';
import { createFaultInjector } from './faults/fault-injector.ts';
import { createPlatformIssuer } from './platform/issuer.ts';
import { createOracle, type Oracle } from './platform/oracle.ts';
import { createPlatform, findComponent, type Outcome, type PlatformOptions, type Presented } from './platform/run.ts';
import { type RequestLine, startProxy, type Traffic } from './proxy.ts';
import { type Random, seededRandom } from './random.ts';
import { readCaller } from './services/entra/caller.ts';
import { createKeys } from './services/entra/keys.ts';
import { createEntra } from './services/entra/service.ts';
import { services } from './services/index.ts';
import type { Context, EmulatedRequest, EmulatedResponse, PluginRun } from './services/service.ts';
import type { World } from './world/model.ts';

export type { RequestLine, Traffic } from './proxy.ts';

export interface EmulatorOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** One line per request, without secrets. */
  readonly onRequest?: (line: RequestLine) => void;
  /** Complete requests and responses for a recorder; contain secrets. */
  readonly onTraffic?: (traffic: Traffic) => void;
}

/** The services, without a network. */
export interface EmulatedCloud {
  readonly world: World;
  /** The world's clock. */
  now(): Date;
  /** Moves the world's clock forward. */
  advance(seconds: number): void;
  /** The response of the service at the request's host. */
  answer(request: EmulatedRequest): Promise<EmulatedResponse>;
  knows(host: string): boolean;
  /** Runs the plug-in of a component as the platform does. */
  runPlugin(environmentId: string, componentId: string): Promise<PluginRun>;
  /** Which components work now; leaves no trace. */
  componentStates: Oracle;
  /** What the platform presents to Entra for a component. */
  presentedAssertion(environmentId: string, componentId: string): Promise<Outcome<Presented>>;
}

export interface Emulator extends Omit<EmulatedCloud, 'answer' | 'knows'> {
  /** `http://127.0.0.1:PORT` */
  readonly proxyUrl: string;
  /** The certificate that a client has to trust. */
  readonly caPem: string;
  close(): Promise<void>;
}

export async function createCloud(world: World): Promise<EmulatedCloud> {
  const cloud = emulatedCloud(world, seededRandom(world.seed));
  await cloud.runBefore();
  return cloud;
}

function emulatedCloud(world: World, random: Random): EmulatedCloud & { runBefore(): Promise<void> } {
  const clock = createClock(world.now);
  const { now } = clock;
  const keys = createKeys();
  const newId = () => random.newId();

  async function dispatch(request: EmulatedRequest, context: Context): Promise<EmulatedResponse> {
    const service = everything.find((candidate) => candidate.answers(request.host, world));
    if (service === undefined) return { status: 404, body: `No service at ${request.host}.` };
    try {
      return await service.handle(request, context);
    } catch (error) {
      // A bug of the emulator, not of the configuration. The response says so, and other requests are served.
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      return { status: 500, body: { error: { code: 'EmulatorFault', message } } };
    }
  }

  const platformOptions: PlatformOptions = {
    world,
    keys,
    now,
    newId,
    dispatch: (request) => dispatch(request, context),
    traces: true,
  };
  const platform = createPlatform(platformOptions);
  const context: Context = {
    world,
    now,
    newId,
    lag: createLag(world, now),
    logs: true,
    caller: (request, audiences) => readCaller(request, audiences, { keys, now: now() }),
    runPlugin: (environmentId, componentId) => platform.run(environmentId, componentId),
  };
  const oracle = createOracle(platformOptions, context, dispatch);
  const everything = [
    createEntra(world, keys, newId),
    createPlatformIssuer(keys),
    ...services,
    createControl(platform, oracle, clock),
  ];

  return {
    world,
    now,
    advance: clock.advance,
    answer(request) {
      if (request.host !== controlHost) clock.advance(world.clock?.secondsPerRequest ?? 0);
      return dispatch(request, context);
    },
    knows: (host) => everything.some((service) => service.answers(host, world)),
    runPlugin: context.runPlugin,
    componentStates: oracle,
    async presentedAssertion(environmentId, componentId) {
      const found = findComponent(world, environmentId, componentId);
      if (found === null) return { ok: false, stack: `No component ${componentId} in environment ${environmentId}.` };
      return platform.present(found.environment, found.component, found.component.capturedSecondsAgo);
    },
    runBefore: () => runBefore(world, context),
  };
}

export async function startEmulator(world: World, options: EmulatorOptions = {}): Promise<Emulator> {
  const random = seededRandom(world.seed);
  const { answer, knows, runBefore, ...cloud } = emulatedCloud(world, random);
  const authority = createAuthority('ppmi emulator CA (temporary)');
  const proxy = await startProxy({
    port: options.port ?? 0,
    authority,
    stranger: () => createAuthority('Example Web Gateway CA'),
    wire: createFaultInjector(world, random),
    now: cloud.now,
    knows,
    dispatch: answer,
    onTraffic(traffic) {
      const { method, host, path } = traffic.request;
      const { status, body } = traffic.response;
      options.onRequest?.({ method, host, path, status, error: errorCode(body), ms: Math.round(traffic.ms) });
      options.onTraffic?.(traffic);
    },
    onRefused: (host, status) => options.onRequest?.({ method: 'CONNECT', host, path: '', status, error: null, ms: 0 }),
  });
  await runBefore();
  return {
    ...cloud,
    proxyUrl: `http://127.0.0.1:${proxy.port}`,
    caPem: authority.caPem,
    close: () => proxy.close(),
  };
}

/** Entra has error numbers, OData services have names. */
function errorCode(body: unknown): string | null {
  if (typeof body !== 'object' || body === null) return null;
  const { error, error_codes: numbers } = body as { error?: { code?: unknown } | string; error_codes?: unknown[] };
  if (Array.isArray(numbers)) return `AADSTS${numbers[0]}`;
  const code = typeof error === 'object' ? error?.code : error;
  return typeof code === 'string' ? code : null;
}

/** Marks runs as done, so that the world of a running emulator can be started again. */
async function runBefore(world: World, { runPlugin }: Context): Promise<void> {
  const first = world.ranBefore === true ? world.environments[0]?.components[0] : undefined;
  if (first !== undefined) world.ranBefore = false;
  for (const environment of world.environments)
    for (const component of environment.components) {
      if (component !== first && component.ranBefore !== true) continue;
      delete component.ranBefore;
      await runPlugin(environment.id, component.id);
    }
}
