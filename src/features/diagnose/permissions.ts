/** The permissions that doctor and repair need, and the checks that depend on them. Reads nothing. */
import { grants } from '../../catalog/permissions.ts';
import { checks } from '../../diagnosis/checks/index.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import type { FactName } from '../../domain/facts.ts';
import type { PermissionJson, PermissionsJson } from '../../render/text/permissions-text.ts';

type Reader = Pick<(typeof factReaders)[number], 'name' | 'permission'> & { readonly dependsOn: readonly FactName[] };

const readers: readonly Reader[] = factReaders;

/** The facts that this one depends on, including itself. */
function restsOn(name: FactName): ReadonlySet<FactName> {
  const dependsOn = readers.find((reader) => reader.name === name)?.dependsOn ?? [];
  return new Set([name, ...dependsOn.flatMap((fact) => [...restsOn(fact)])]);
}

/** IDs of the checks that cannot run without this fact. */
export function checksRestingOn(fact: FactName): readonly string[] {
  return checks.filter(({ needs }) => needs.some((need) => restsOn(need).has(fact))).map(({ id }) => id);
}

/** One row per permission, in the order in which a run needs them. */
export function explainPermissions(): PermissionsJson {
  const rows = new Map<string, PermissionJson>();
  for (const { name, permission } of readers) {
    if (permission === null) continue;
    const known = rows.get(permission.required);
    const all = [...(known?.checks ?? []), ...checksRestingOn(name)];
    rows.set(permission.required, {
      permission: permission.required,
      grantedBy: permission.grantedBy,
      facts: [...(known?.facts ?? []), name],
      checks: checks.map(({ id }) => id).filter((id) => all.includes(id)),
    });
  }
  return { grants, permissions: [...rows.values()] };
}
