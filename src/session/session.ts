/** A signed-in connection to one environment. */
import { PpmiError } from '../domain/errors.ts';
import type { ConnectionFlags, GlobalFlags, LocalFileFlags, TargetFlags, TrustFlags } from '../flags/shared.ts';
import type { ComponentChoice, Sources } from '../sources/sources.ts';
import { cloudOf, environmentIdIn, originOf } from './environment-url.ts';
import { urlOfEnvironment } from './environments.ts';
import { type ContextOptions, type HttpContext, openHttpContext } from './http-context.ts';
import { readLocalFiles } from './local-files.ts';
import { otherEnvironments } from './other-environments.ts';
import { createServiceClientsOpener, type ServiceClients } from './service-clients.ts';
import type { SignInFlags } from './sign-in-flags.ts';

export type SessionFlags = ConnectionFlags &
  SignInFlags &
  LocalFileFlags &
  TargetFlags &
  Pick<TrustFlags, 'cloud'> &
  Pick<GlobalFlags, 'shell'>;

export interface Session {
  readonly context: HttpContext;
  readonly environmentUrl: string;
  readonly clients: ServiceClients;
  /** Sources that reuse nothing that was read before. */
  sources(target?: ComponentChoice): Sources;
  /** Sources that share what was read before. */
  sharedSources(target?: ComponentChoice): Sources;
  /** Starts what the first requests of a diagnosis need: connections and tokens. */
  prefetch(): Promise<void>;
  close(): Promise<void>;
}

export async function openSession(flags: SessionFlags, options: ContextOptions = {}): Promise<Session> {
  const context = await openHttpContext(flags, options);
  try {
    return await connect(flags, context);
  } catch (error) {
    await context.close();
    throw error;
  }
}

async function connect(given: SessionFlags, context: HttpContext): Promise<Session> {
  const { defaults } = context.target;
  const { flags, profile } = context.target.withProfile(given);
  const asked = flags.environment ?? profile?.environment ?? defaults.environmentUrl ?? undefined;
  if (asked === undefined) {
    const detail = 'Requires --environment, or --emulate to run against the built-in emulator';
    throw new PpmiError('usage', { detail });
  }
  const id = environmentIdIn(asked);
  const origin = id === null ? originOf(asked) : null;
  const known =
    origin === null ? (flags.cloud ?? defaults.cloud ?? profile?.cloud ?? 'public') : cloudOf(origin, flags.cloud);
  const access = await createServiceClientsOpener(flags, context)(known, origin);
  const url = origin ?? (await urlOfEnvironment(access, known, id ?? asked));
  const meant = {
    // A scenario is about its default component. An environment that is named explicitly has none.
    component: flags.component ?? (flags.environment === undefined ? defaults.componentId : null),
    type: flags['component-type'] ?? null,
  };
  const more = {
    directoryTenantId: access.directoryTenantId,
    assumedApplicationId: flags['application-id'] ?? null,
    localFiles: await readLocalFiles(flags, context.target),
    environments: otherEnvironments(access, { cloudId: known, own: url }),
  };

  return {
    context,
    clients: access,
    environmentUrl: url,
    sources: (target = meant) => ({ ...access.fresh(url), target, ...more }),
    sharedSources: (target = meant) => ({ ...access.shared(url), target, ...more }),
    prefetch: () => access.prefetch(url),
    close: () => context.close(),
  };
}
