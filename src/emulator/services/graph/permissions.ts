/** Who may do what in Graph: application permissions and delegated scopes, services.md 2.4. */

import type { Application } from '../../world/model.ts';
import { refuse } from '../odata/refuse.ts';
import type { Caller, EmulatedResponse } from '../service.ts';

const reads = [
  'Application.Read.All',
  'Application.ReadWrite.OwnedBy',
  'Application.ReadWrite.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
  'Directory.AccessAsUser.All',
];
const writesAll = ['Application.ReadWrite.All', 'Directory.AccessAsUser.All'];

export function mayRead(caller: Caller): boolean {
  return holdsOneOf(caller, reads);
}

export function mayCreate(caller: Caller): boolean {
  return holdsOneOf(caller, [...writesAll, 'Application.ReadWrite.OwnedBy']);
}

/** `OwnedBy` reaches only applications that list the caller's service principal among their owners (documented). */
export function mayWrite(caller: Caller, application: Application): boolean {
  if (holdsOneOf(caller, writesAll)) return true;
  const owns = application.owners?.includes(caller.objectId) ?? false;
  return owns && holdsOneOf(caller, ['Application.ReadWrite.OwnedBy']);
}

export const mayReadLogs = (caller: Caller): boolean => holdsOneOf(caller, ['AuditLog.Read.All']);

export const mayWriteAny = (caller: Caller): boolean => holdsOneOf(caller, writesAll);

/** Text as observed (services.md 2.5). */
export const denied: EmulatedResponse = refuse(
  403,
  'Authorization_RequestDenied',
  'Insufficient privileges to complete the operation.',
);

function holdsOneOf(caller: Caller, permissions: readonly string[]): boolean {
  return [...caller.roles, ...caller.scopes].some((held) => permissions.includes(held));
}
