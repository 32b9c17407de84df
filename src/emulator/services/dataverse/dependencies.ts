/** `RetrieveDependenciesForDelete`: the dependencies that prevent the deletion of a row (Learn: dependency table reference). */
import { derivedId } from '../../derived-id.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { odataContext } from './answers.ts';
import type { Call } from './call.ts';
import { sameId } from './same-id.ts';
import { componentTypes } from './solutions.ts';

/** @param parameters what stands between the parentheses: `ObjectId=…,ComponentType=…`, values or aliases */
export function retrieveDependencies(call: Call, parameters: string | null): EmulatedResponse {
  const value = (name: string): string => {
    const given = new RegExp(`${name}\\s*=\\s*([^,]+)`, 'i').exec(parameters ?? '')?.[1]?.trim() ?? '';
    return given.startsWith('@') ? (call.request.query.get(given) ?? '') : given;
  };
  const id = value('ObjectId');
  const type = Number(value('ComponentType'));
  if (!/^[0-9a-f-]{36}$/i.test(id) || !Number.isInteger(type))
    return refuse(400, '0x80060888', 'RetrieveDependenciesForDelete requires ObjectId and ComponentType.');
  const { environment } = call;
  const restricts = type === componentTypes.managedidentity && environment.managedIdentityDelete === 'restrict';
  const users = restricts ? environment.components.filter((item) => sameId(item.managedIdentityId, id)) : [];
  const rows = users.map((item) => ({
    dependencyid: derivedId(id, item.id),
    dependencytype: 2,
    dependentcomponentobjectid: item.id,
    dependentcomponenttype: componentTypes[item.kind === 'assembly' ? 'pluginassembly' : 'pluginpackage'],
    requiredcomponentobjectid: id.toLowerCase(),
    requiredcomponenttype: type,
  }));
  return { status: 200, body: { ...odataContext(call, 'dependencies'), value: rows } };
}
