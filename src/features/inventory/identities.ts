/** `identity list` and `identity show`: the managed identity records of an environment and their applications. */

import { findApplication } from '../../diagnosis/facts/application.ts';
import { PpmiError } from '../../domain/errors.ts';
import {
  applicationJson,
  type IdentitiesJson,
  type IdentityJson,
  type IdentityShowJson,
  identityJson,
  type UnreadJson,
} from '../../render/json/identity.ts';
import type { Outcome } from '../../render/outcome.ts';
import { identitiesText, identityText } from '../../render/text/identity.ts';
import { identityExit } from '../../report/exit-codes.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { chooseRecord } from '../identity/choose-record.ts';

export async function listIdentities(context: CommandContext, flags: SessionFlags): Promise<Outcome<IdentitiesJson>> {
  const session = await context.openSession(flags);
  const { emulated } = session.context.target;
  return { result: { identities: await readIdentities(session), emulated }, exitCode: 0, text: identitiesText };
}

/** @throws PpmiError `usage` where no record, or more than one, has this name or ID */
export async function showIdentity(
  context: CommandContext,
  nameOrId: string,
  flags: SessionFlags,
): Promise<Outcome<IdentityShowJson>> {
  const session = await context.openSession(flags);
  const identity = chooseRecord(await readIdentities(session), nameOrId);
  const application = await readApplication(session, identity);
  const result = { identity, ...application, emulated: session.context.target.emulated };
  return { result, exitCode: identityExit(result), text: identityText };
}

async function readIdentities(session: Session): Promise<readonly IdentityJson[]> {
  const { dataverse } = session.sharedSources();
  const [records, components] = await Promise.all([dataverse.records(), dataverse.components()]);
  return records.map((record) => identityJson(record, components));
}

/** A refusal by the directory must not hide the record. */
async function readApplication(
  session: Session,
  { applicationId }: IdentityJson,
): Promise<Pick<IdentityShowJson, 'application' | 'unread'>> {
  if (applicationId === null) return { application: null, unread: null };
  try {
    const found = await findApplication(session.sharedSources().graph, applicationId);
    return { application: applicationJson(found), unread: null };
  } catch (error) {
    return { application: null, unread: unreadOf(error) };
  }
}

function unreadOf(error: unknown): UnreadJson {
  if (!(error instanceof PpmiError) || error.id !== 'refused') throw error;
  const { permission, who, detail } = error.args;
  return {
    permission: typeof permission === 'string' ? permission : null,
    grantedBy: typeof who === 'string' ? who : null,
    detail: String(detail ?? error.message),
  };
}
