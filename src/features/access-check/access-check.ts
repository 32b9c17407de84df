/** `access check`: what the identity of a component may do on a resource, as far as ppmi can read it. */

import { presentFinding } from '../../catalog/finding.ts';
import { unknownContext } from '../../catalog/printer.ts';
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { requireApplicationId } from '../../diagnosis/facts/require-fact.ts';
import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';
import { parseResource, type Resource } from '../../domain/resource/resource.ts';
import type { AccessFlags } from '../../flags/access.ts';
import type { AccessJson } from '../../render/json/access.ts';
import type { Outcome } from '../../render/outcome.ts';
import { accessText } from '../../render/text/access.ts';
import { accessExit } from '../../report/exit-codes.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { judge } from './judgement.ts';

export type AccessOptions = SessionFlags & AccessFlags;

/** @throws PpmiError `refused` when something cannot be read: incomplete data allows no conclusion */
export async function checkAccess(context: CommandContext, flags: AccessOptions): Promise<Outcome<AccessJson>> {
  const session = await context.openSession(flags);
  const resource = resourceOf(flags, session);
  const applicationId =
    flags['application-id'] ?? (await requireApplicationId(createFactStore(factReaders, session.sources())));
  const judged = await judge(session, resource, applicationId);
  const findings = judged.findings.map((found) => presentFinding(found, unknownContext(context.shell)));
  const result = { ...judged, findings, emulated: session.context.target.emulated };
  return { result, exitCode: accessExit(result), text: accessText };
}

function resourceOf({ resource }: AccessOptions, { context }: Session): Resource {
  const asked = resource ?? context.target.defaults.resource;
  const parsed = asked === null ? null : parseResource(asked);
  if (parsed !== null) return parsed;
  const detail =
    '--resource expects the HTTPS address of a key vault, storage account, messaging namespace, configuration store, AI or search service or Dataverse environment, or the ID of an Azure resource';
  throw new PpmiError('usage', { detail: asked === null ? detail : `${detail}; got ${quoted(asked)}` });
}
