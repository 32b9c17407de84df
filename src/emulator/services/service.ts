/** The interface of an emulated service: requests, responses and context, without sockets. */
import type { Lag } from '../consistency/lag.ts';
import type { World } from '../world/model.ts';

export interface EmulatedRequest {
  readonly method: string;
  /** Lower case, without port. */
  readonly host: string;
  /** Path with its encoding, without query. */
  readonly path: string;
  /** Keys and values decoded; keys keep their case (`$select`, `api-version`). */
  readonly query: URLSearchParams;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface EmulatedResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: unknown;
}

/** The context of a request. */
export interface Context {
  readonly world: World;
  /** The world's clock, now. */
  now(): Date;
  /** A new GUID, repeatable by seed. */
  newId(): string;
  /** How far reads lag behind writes. */
  readonly lag: Lag;
  /** False: nothing is written to sign-in and audit logs. */
  readonly logs: boolean;
  /** Verifies a bearer token that this emulator's Entra issued; null when it is absent, of another issuer, expired or for another audience. */
  caller(request: EmulatedRequest, audiences: readonly string[]): Caller | null;
  /** Runs the component's plug-in: platform mints, Entra judges. */
  runPlugin(environmentId: string, componentId: string): Promise<PluginRun>;
}

export interface Caller {
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
  readonly audience: string;
  /** Application permissions of the token. */
  readonly roles: readonly string[];
  readonly scopes: readonly string[];
}

/** `stack` is the platform's error text, as a maker sees it in the trace log. */
export type PluginRun = { readonly ok: true; readonly claims: object } | { readonly ok: false; readonly stack: string };

export interface Service {
  readonly name:
    | 'entra'
    | 'graph'
    | 'arm'
    | 'keyvault'
    | 'dataverse'
    | 'discovery'
    | 'bap'
    | 'powerplatform'
    | 'platform'
    | 'emulator';
  /** True when this service answers for the host in this world. */
  answers(host: string, world: World): boolean;
  handle(request: EmulatedRequest, context: Context): Promise<EmulatedResponse>;
}
