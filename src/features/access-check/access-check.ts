/** `access check`: what the identity of a component may do on a resource, as far as it can be read. */

import type { ExitCode } from '../../cli/base-command.ts';
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { requireApplicationId } from '../../diagnosis/facts/require-fact.ts';
import { PpmiError } from '../../domain/errors.ts';
import { parseResource, type Resource } from '../../domain/resource/resource.ts';
import type { AccessJson } from '../../render/json/access.ts';
import { openSession, type Session, type SessionFlags } from '../../session/session.ts';
import { judge } from './judgement.ts';

export interface AccessFlags extends SessionFlags {
  readonly resource?: string | undefined;
}

/** @throws PpmiError `refused` when something cannot be looked at: nothing is concluded from half a picture */
export async function checkAccess(flags: AccessFlags, prompt: (text: string) => void): Promise<AccessJson> {
  const session = await openSession(flags, { notify: prompt });
  try {
    const resource = resourceOf(flags, session);
    const applicationId =
      flags['application-id'] ?? (await requireApplicationId(createFactStore(factReaders, session.sources())));
    const judged = await judge(session, resource, applicationId);
    return session.context.redactor.redactData({ ...judged, emulated: session.context.target.emulated });
  } finally {
    await session.close();
  }
}

/** 2 where a vault was looked at and still nobody can say; the roles of other resources are listed, not judged. */
export function accessExit({ allowed, resource }: AccessJson): ExitCode {
  if (allowed === null) return resource.kind === 'azure' ? 0 : 2;
  return allowed ? 0 : 1;
}

function resourceOf({ resource }: AccessFlags, { context }: Session): Resource {
  const asked = resource ?? context.target.defaults.resource;
  const parsed = asked === null ? null : parseResource(asked);
  if (parsed !== null) return parsed;
  const detail =
    '--resource takes the https address of a vault, storage, messaging namespace, configuration store, AI or search service or Dataverse environment, or the id of any Azure resource';
  throw new PpmiError('usage', { detail: asked === null ? detail : `${detail}, not "${asked}"` });
}
