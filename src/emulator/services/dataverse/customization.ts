/**
 * Managed properties and solution layers: what may be changed on a row that a managed solution brought (Learn: Managed
 * properties; Web service error codes 8004F027 and 8004F031). A permitted change leaves an unmanaged layer on top.
 */
import type { SolutionRow } from '../../world/model.ts';
import { isJsonObject, type JsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import type { Call } from './call.ts';
import { markWritten } from './row-version.ts';

export type SolutionItem = SolutionRow & { id: string; name: string; isManaged?: boolean; modifiedOn?: string };

/** Text with the placeholders that are published; the reason in `{3}` is inferred. */
function managedPropertyFailure(item: SolutionItem, logicalName: string, operation: 'Update' | 'Delete') {
  return refuse(
    400,
    '0x8004f027',
    `The evaluation of the current component(name=${logicalName}, id=${item.id}) in the current operation (${operation}) failed during at least one managed property evaluations: [Managed Property Name: iscustomizableanddeletable; Component Name: ${item.name}; Attribute Name: iscustomizable]`,
  );
}

/** That a managed row cannot be deleted on its own is documented; the code of the refusal is inferred. */
export function refusesDelete(item: SolutionItem, logicalName: string): EmulatedResponse | null {
  return item.isManaged === true ? managedPropertyFailure(item, logicalName, 'Delete') : null;
}

export function refusesUpdate(item: SolutionItem, logicalName: string, body: JsonObject): EmulatedResponse | null {
  if (item.isManaged === true && body.iscustomizable !== undefined)
    return refuse(400, '0x8004f031', 'Only the owner of the solution can set managed properties.');
  if (item.isManaged === true && item.isCustomizable === false)
    return managedPropertyFailure(item, logicalName, 'Update');
  return null;
}

/** Call after a permitted change. */
export function recordUpdate({ environment, context }: Call, item: SolutionItem, body: JsonObject = {}): void {
  if (item.isManaged === true) item.unmanagedLayer = true;
  const property = body.iscustomizable;
  if (isJsonObject(property) && typeof property.Value === 'boolean') item.isCustomizable = property.Value;
  markWritten(environment, item, context.now());
}
