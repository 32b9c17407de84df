/** `env list` and `env who`. */

import type { Outcome } from '../../render/outcome.ts';
import {
  type EnvironmentsJson,
  type EnvironmentWhoJson,
  environmentsText,
  environmentWhoText,
} from '../../render/text/environments.ts';
import { listsExit } from '../../report/exit-codes.ts';
import type { CloudFlags } from '../../session/cloud-session.ts';
import type { CommandContext } from '../../session/command-context.ts';
import { readEnvironments } from '../../session/environments.ts';
import type { SessionFlags } from '../../session/session.ts';
import { guid } from '../../sources/json.ts';

export async function listEnvironments(context: CommandContext, flags: CloudFlags): Promise<Outcome<EnvironmentsJson>> {
  const { clients, cloudId, context: http } = await context.openCloudSession(flags);
  const result = { ...(await readEnvironments(clients, cloudId)), emulated: http.target.emulated };
  return { result, exitCode: listsExit(result.answers), text: environmentsText };
}

export async function showEnvironment(
  context: CommandContext,
  flags: SessionFlags,
): Promise<Outcome<EnvironmentWhoJson>> {
  const session = await context.openSession(flags);
  const url = session.environmentUrl;
  const [environment, me] = await Promise.all([
    session.sources().dataverse.environment(),
    session.clients.client('dataverse', url).get(`${url}/api/data/v9.2/WhoAmI`),
  ]);
  const userId = guid(me ?? {}, 'UserId');
  const result = { ...environment, userId, emulated: session.context.target.emulated };
  return { result, exitCode: 0, text: environmentWhoText };
}
