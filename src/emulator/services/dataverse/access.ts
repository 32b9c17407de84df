/** Who is a member of an environment, and which privileges are missing (services.md 5.7, 5.10). */
import { derivedId } from '../../derived-id.ts';
import type { Environment } from '../../world/model.ts';
import { refuse } from '../odata/refuse.ts';
import type { Caller, Context, EmulatedResponse } from '../service.ts';
import type { Call } from './call.ts';

export type Verb = 'Create' | 'Read' | 'Write' | 'Delete' | 'Append' | 'AppendTo';

/** Roles that may change managed identities and components. */
const customizers = ['System Administrator', 'System Customizer'];

/** The refusal of a caller who may not use this environment at all; null for a member. */
export function refusesMembership(caller: Caller, environment: Environment, context: Context): EmulatedResponse | null {
  const notMember = refuse(403, '0x80072560', 'The user is not a member of the organization.');
  const { tenantId, acceptsTenants = [] } = environment;
  if (![tenantId, ...acceptsTenants].includes(caller.tenantId)) return notMember;
  if (isPpmiPrincipal(caller, context)) return context.world.operator.dataverseMember ? null : notMember;
  const user = applicationUser(caller, environment);
  if (user === null) return notMember;
  return user.disabled
    ? refuse(403, '0x80040225', `The specified user(Id = ${user.id}) is disabled. Consider enabling this user.`)
    : null;
}

/** Codes and texts as documented; no role helps against them. */
export function refusesAccess(caller: Caller, { accessBlock }: Environment): EmulatedResponse | null {
  if (accessBlock === 'ip-firewall')
    return refuse(
      403,
      '0x80095ffe',
      'Access to this environment is blocked: access to your ip is blocked by the IP firewall.',
    );
  return accessBlock === 'application'
    ? refuse(403, '0x80095ffc', `Access to this environment is restricted for the application ${caller.clientId}.`)
    : null;
}

/** The refusal without `prv{verb}{table}`; null if the caller has it. */
export function refusesPrivilege(call: Call, verb: Verb, privilegedTable: string): EmulatedResponse | null {
  const privilege = `prv${verb}${privilegedTable}`;
  if (hasPrivilege(call, verb, privilege)) return null;
  const user = userId(call.caller, call.environment, call.context);
  return refuse(
    403,
    '0x80040220',
    `Principal user (Id=${user}, type=8, roleCount=1, privilegeCount=0, accessMode=4), is missing ${privilege} privilege (Id=${derivedId(privilege)}) on OTC=0 for entity '${privilegedTable.toLowerCase()}'. context.Caller=${user}`,
  );
}

/** ID of the system user that this caller is. */
export function userId(caller: Caller, environment: Environment, context: Context): string {
  if (isPpmiPrincipal(caller, context)) return derivedId(environment.id, 'user', caller.objectId);
  return applicationUser(caller, environment)?.id ?? derivedId(environment.id, 'user', caller.objectId);
}

/** The client that the world names, and everyone who signed in interactively. */
function isPpmiPrincipal(caller: Caller, { world }: Context): boolean {
  return caller.clientId === world.operator.clientId || caller.scopes.length > 0;
}

function applicationUser(caller: Caller, environment: Environment): Environment['applicationUsers'][number] | null {
  return environment.applicationUsers.find((user) => user.applicationId === caller.clientId) ?? null;
}

function hasPrivilege({ caller, environment, context }: Call, verb: Verb, privilege: string): boolean {
  if (isPpmiPrincipal(caller, context)) {
    const missing = context.world.operator.missingPrivileges;
    return !missing.some((name) => name.toLowerCase() === privilege.toLowerCase());
  }
  const roles = applicationUser(caller, environment)?.roles ?? [];
  return roles.some((role) => customizers.includes(role)) || (verb === 'Read' && roles.length > 0);
}
