/**
 * Runs a component's plug-in as the platform does: looks up its managed identity, presents an assertion to Entra like any
 * other client, and lets the plug-in read its target. Failures have the text that a maker sees in a trace log.
 */
import { cloud } from '../../domain/cloud/cloud.ts';
import { decodeJwt } from '../services/entra/jwt.ts';
import type { SigningKeys } from '../services/entra/keys.ts';
import type { EmulatedRequest, EmulatedResponse, PluginRun } from '../services/service.ts';
import type { Component, Environment, ManagedIdentityRecord, World } from '../world/model.ts';
import {
  bindingMissing,
  credentialMissing,
  notSigned,
  targetRefused,
  tokenRefused,
  unknownCertificate,
} from './faults.ts';
import { mintClaims } from './mint.ts';
import { plugInType } from './plug-in-type.ts';

export interface PlatformOptions {
  readonly world: World;
  readonly keys: SigningKeys;
  now(): Date;
  newId(): string;
  dispatch(request: EmulatedRequest): Promise<EmulatedResponse>;
  /** False: runs leave no trace log. */
  readonly traces: boolean;
}

/** What the platform would present to Entra for a component now. */
export interface Presented {
  readonly assertion: string;
  readonly tokenEndpoint: string;
  readonly clientId: string;
}

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly stack: string };

const failed = (stack: string) => ({ ok: false, stack }) as const;

/** Lifetime of the platform's assertion: not published; assertions are usually short-lived. [inferred] */
const assertionLifetime = 600;

const traceLogLimit = 500;

export function findComponent(world: World, environmentId: string, componentId: string) {
  const environment = world.environments.find(({ id }) => id === environmentId);
  const component = environment?.components.find(({ id }) => id === componentId);
  return environment === undefined || component === undefined ? null : { environment, component };
}

/** Code in a package runs with the package's binding; a binding of the assembly row is not used. [observed] */
function owner(environment: Environment, component: Component): Component {
  if (component.packageId === null) return component;
  return environment.components.find(({ id }) => id === component.packageId) ?? component;
}

function recordOf(environment: Environment, component: Component): ManagedIdentityRecord | null {
  const record = environment.managedIdentities.find(({ id }) => id === component.managedIdentityId);
  return record === undefined || record.stateCode !== 0 ? null : record;
}

export interface Platform {
  /** `age`: seconds since the assertion was made. */
  present(environment: Environment, component: Component, age?: number): Promise<Outcome<Presented>>;
  run(environmentId: string, componentId: string): Promise<PluginRun>;
}

export function createPlatform(options: PlatformOptions): Platform {
  const { world, keys, now, newId, dispatch, traces } = options;

  async function present(environment: Environment, component: Component, age = 0): Promise<Outcome<Presented>> {
    const bearer = owner(environment, component);
    const record = recordOf(environment, bearer);
    if (record === null) return failed(bindingMissing(bearer));
    if (bearer.presents === null) return failed(notSigned(bearer));
    // 2: the platform's own federation. Any other source means a secret or certificate that no record of PPMI has.
    if (record.credentialSource !== 2) return failed(credentialMissing(record));
    const claims = mintClaims({ cloud: world.cloud, environment, record, presents: bearer.presents });
    if (claims === null) return failed(unknownCertificate(bearer));
    const issued = Math.floor(now().getTime() / 1000) - age;
    const assertion = await keys.platform.sign({
      iss: claims.issuer,
      sub: claims.subject,
      aud: claims.audience,
      iat: issued,
      nbf: issued,
      exp: issued + assertionLifetime,
      jti: newId(),
    });
    // Without a tenant on the record the request names none. [inferred]
    const tenant = record.tenantId ?? 'common';
    const tokenEndpoint = `https://${cloud(world.cloud).loginHost.value}/${tenant}/oauth2/v2.0/token`;
    return { ok: true, value: { assertion, tokenEndpoint, clientId: record.applicationId ?? '' } };
  }

  async function exchange({ assertion, tokenEndpoint, clientId }: Presented, scope: string): Promise<EmulatedResponse> {
    const { hostname, pathname } = new URL(tokenEndpoint);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    });
    return dispatch({
      method: 'POST',
      host: hostname,
      path: pathname,
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'client-request-id': newId() },
      body: Buffer.from(form.toString()),
    });
  }

  function read(target: string, token: string): Promise<EmulatedResponse> {
    const url = new URL(target);
    return dispatch({
      method: 'GET',
      host: url.hostname,
      path: url.pathname,
      query: url.searchParams,
      headers: { accept: 'application/json', authorization: `Bearer ${token}` },
      body: Buffer.alloc(0),
    });
  }

  async function execute(environment: Environment, component: Component): Promise<PluginRun> {
    const presented = await present(environment, component);
    if (!presented.ok) return presented;
    const answer = await exchange(presented.value, component.scope);
    const body = answer.body as Record<string, unknown>;
    if (answer.status !== 200) return failed(tokenRefused(component, answer.status, body));
    const token = String(body.access_token);
    const claims = decodeJwt(token)?.claims ?? {};
    if (component.target === undefined) return { ok: true, claims };
    const answered = await read(component.target, token);
    return answered.status < 300 ? { ok: true, claims } : failed(targetRefused(component, answered));
  }

  function trace(environment: Environment, component: Component, run: PluginRun): void {
    const setting = environment.plugInTraceLogSetting ?? 1;
    if (setting === 0 || (run.ok && setting === 1)) return;
    environment.traceLogs.push({
      id: newId(),
      createdOn: now().toISOString(),
      typeName: plugInType(environment, component),
      messageBlock: run.ok ? 'Token acquired.' : run.stack,
      exceptionDetails: run.ok ? '' : run.stack.slice(0, 10_000),
      correlationId: newId(),
      requestId: newId(),
    });
    if (environment.traceLogs.length > traceLogLimit) environment.traceLogs.shift();
  }

  return {
    present,
    async run(environmentId, componentId) {
      const found = findComponent(world, environmentId, componentId);
      if (found === null) return failed(`No component ${componentId} in environment ${environmentId}.`);
      const run = await execute(found.environment, found.component);
      if (traces) trace(found.environment, found.component, run);
      return run;
    },
  };
}
