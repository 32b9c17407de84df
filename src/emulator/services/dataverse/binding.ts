/** A component's link to its managed identity record (services.md 5.3). */
import type { JsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { refusesPrivilege } from './access.ts';
import { doesNotExist } from './answers.ts';
import type { Call } from './call.ts';
import { recordUpdate, refusesUpdate } from './customization.ts';
import { sameId } from './same-id.ts';
import type { Table } from './table.ts';

const property = 'managedidentityid@odata.bind';

/** The record's ID, null to unbind, `absent` when the body does not mention it. */
export function readBinding(body: JsonObject): string | null | 'absent' | 'invalid' {
  if (body.managedidentityid === null) return null;
  if (!(property in body)) return 'absent';
  const target = body[property];
  if (target === null) return null;
  return typeof target === 'string' ? (idInReference(target) ?? 'invalid') : 'invalid';
}

/** `/managedidentities({id})`, with or without the slash, or as a whole address. */
export function idInReference(reference: string): string | null {
  return /(?:^|\/)managedidentities\(([0-9a-f-]{36})\)$/i.exec(reference)?.[1] ?? null;
}

export function setBinding(call: Call, table: Table, id: string, record: string | null): EmulatedResponse | null {
  const { environment } = call;
  const component = environment.components.find((item) => sameId(item.id, id));
  if (component === undefined) return doesNotExist(table.logicalName, id);
  const fixed = refusesUpdate(component, table.logicalName, {});
  if (fixed !== null) return fixed;
  if (record === null) {
    component.managedIdentityId = null;
    recordUpdate(call, component);
    return null;
  }
  const denied =
    refusesPrivilege(call, 'Append', table.privilege) ?? refusesPrivilege(call, 'AppendTo', 'ManagedIdentity');
  if (denied !== null) return denied;
  const found = environment.managedIdentities.find((item) => sameId(item.id, record));
  if (found === undefined) return doesNotExist('managedidentity', record);
  if (component.presents === null) return mustBeSigned(component.kind);
  component.managedIdentityId = found.id;
  recordUpdate(call, component);
  return null;
}

/** Code and text for assemblies observed; the text for packages inferred. 0x80040216 is the generic "unexpected" code. */
function mustBeSigned(kind: 'assembly' | 'package'): EmulatedResponse {
  return refuse(
    400,
    '0x80040216',
    `Plugin ${kind} must be signed with valid certificate to associate to Managed Identity`,
  );
}
