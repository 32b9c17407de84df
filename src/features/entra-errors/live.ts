/** The live inputs of `error decode`: the newest trace logs of an environment, and the credentials of an application. */

import { findApplication, readCredentials } from '../../diagnosis/facts/application.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { FederatedCredential } from '../../domain/facts.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { DecodeFlags } from '../../flags/compare.ts';
import type { CommandContext } from '../../session/command-context.ts';
import type { ServiceClients } from '../../session/service-clients.ts';
import type { Session, SessionFlags } from '../../session/session.ts';

export type LiveOptions = SessionFlags & Pick<DecodeFlags, 'last'>;

export interface Live {
  /** Texts of the trace logs; null: not requested. */
  readonly traces: string | null;
  /** Null: not requested. */
  readonly credentials: readonly FederatedCredential[] | null;
}

/** @throws PpmiError `usage`, and the error of a refused or interrupted call */
export async function readLive(context: CommandContext, flags: LiveOptions): Promise<Live> {
  const { 'application-id': app, last } = flags;
  if (last === undefined && flags.environment === undefined && app !== undefined) {
    const { clients } = await context.openCloudSession(flags);
    return { traces: null, credentials: await credentialsOf(clients, app) };
  }
  const session = await context.openSession(flags);
  const [traces, credentials] = await Promise.all([
    last === undefined ? null : tracesOf(session, milliseconds(last)),
    app === undefined ? null : credentialsOf(session.clients, app),
  ]);
  return session.context.redactor.redactResult({ traces, credentials });
}

async function tracesOf({ context, sources }: Session, span: number): Promise<string> {
  const now = context.target.now();
  const rows = await sources().dataverse.traceLogs(new Date(now.getTime() - span), []);
  return rows.map(({ exception, messages }) => `${messages}\n${exception}`).join('\n\n');
}

async function credentialsOf(
  { directory, signedInAs }: Pick<ServiceClients, 'directory' | 'signedInAs'>,
  applicationId: string,
): Promise<readonly FederatedCredential[]> {
  const application = await findApplication(directory.graph, applicationId);
  const found = await readCredentials(directory, application, signedInAs()?.tenantId ?? null);
  if (found !== null) return found.credentials;
  throw new PpmiError('usage', {
    detail: `No application or managed identity in this tenant has the client ID ${applicationId}`,
  });
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function milliseconds(text: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,4})([mhd])$/.exec(text.trim()) ?? [];
  const span = Number(amount) * (units[unit] ?? 0);
  if (span > 0) return span;
  throw new PpmiError('usage', { detail: `--last expects a time span such as 90m, 24h or 7d; got ${quoted(text)}` });
}
