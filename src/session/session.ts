/** From flags to sources: which environment, which cloud, signed in how. Used by every command that reads a chain. */
import type { CloudId } from '../domain/cloud/cloud-id.ts';
import { PpmiError } from '../domain/errors.ts';
import { parseGuid } from '../domain/guid.ts';
import type { ComponentType } from '../domain/trust/trust.ts';
import type { ComponentChoice, Sources } from '../sources/sources.ts';
import { cloudOf, originOf } from './environment-url.ts';
import { urlOfEnvironment } from './environments.ts';
import { type ConnectionFlags, type ContextOptions, type HttpContext, openHttpContext } from './http-context.ts';
import { type LocalFileFlags, readLocalFiles } from './local-files.ts';
import { createServiceClientsOpener, type ServiceClients } from './service-clients.ts';
import type { SignInFlags } from './sign-in-flags.ts';

export interface SessionFlags extends ConnectionFlags, SignInFlags, LocalFileFlags {
  readonly environment?: string | undefined;
  readonly component?: string | undefined;
  readonly 'component-type'?: ComponentType | undefined;
  readonly 'application-id'?: string | undefined;
  readonly cloud?: CloudId | undefined;
  /** The shell that printed commands are for. */
  readonly shell?: string | undefined;
}

export interface Session {
  readonly context: HttpContext;
  readonly environmentUrl: string;
  readonly clients: ServiceClients;
  /** A new set of sources: nothing that an earlier set has read is remembered. */
  sources(): Sources;
  /** Sources of which every set remembers what another has read. */
  sharedSources(target?: ComponentChoice): Sources;
  /** For whoever diagnoses: what its first requests need is on its way from here on. */
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
    const detail = 'which environment? Give --environment URL, or --emulate SCENARIO to try ppmi out';
    throw new PpmiError('usage', { detail });
  }
  const isId = parseGuid(asked.replace(/^Default-/i, '')) !== null;
  const origin = isId ? null : originOf(asked);
  const known =
    origin === null ? (flags.cloud ?? defaults.cloud ?? profile?.cloud ?? 'public') : cloudOf(origin, flags.cloud);
  const access = await createServiceClientsOpener(flags, context)(known, origin);
  const url = origin ?? (await urlOfEnvironment(access, known, asked));
  const meant = {
    // A scenario is about its first component; an environment that is named is looked at as a real one.
    component: flags.component ?? (flags.environment === undefined ? defaults.componentId : null),
    type: flags['component-type'] ?? null,
  };
  const more = {
    assumedApplicationId: flags['application-id'] ?? null,
    localFiles: await readLocalFiles(flags, context.target),
  };

  return {
    context,
    clients: access,
    environmentUrl: url,
    sources: () => ({ ...access.fresh(url), target: meant, ...more }),
    sharedSources: (target = meant) => ({ ...access.shared(url), target, ...more }),
    prefetch: () => access.prefetch(url),
    close: () => context.close(),
  };
}
