/** `Microsoft.ResourceGraph/resources`: `where` with equality, `project`, `take` and `limit`, over what the caller can read. */
import type { Row } from '../odata/filter.ts';
import { isJsonObject, readJsonObject } from '../odata/json-body.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { wrongMethod } from './answers.ts';
import type { ArmCall } from './call.ts';
import { resourceRows } from './resource-rows.ts';
import { may } from './roles.ts';

/** An empty answer means "not visible", not "does not exist" (services.md 3.2). */
export function resourceGraph(call: ArmCall): EmulatedResponse {
  if (call.request.method !== 'POST') return wrongMethod;
  const body = readJsonObject(call.request.body);
  const query = body?.query;
  const steps = typeof query === 'string' ? query.split('|').map((step) => step.trim()) : [];
  if (steps[0]?.toLowerCase() !== 'resources') return invalidQuery;
  const chosen = Array.isArray(body?.subscriptions) ? body.subscriptions.map((id) => String(id).toLowerCase()) : null;
  let rows = visibleResources(call).filter(
    (row) => chosen === null || chosen.includes(String(row.subscriptionId).toLowerCase()),
  );
  for (const step of steps.slice(1)) {
    const next = apply(step, rows);
    if (next === null) return invalidQuery;
    rows = next;
  }
  const count = rows.length;
  const asTable = isJsonObject(body?.options) && body.options.resultFormat === 'table';
  const data = asTable ? table(rows) : rows;
  return { status: 200, body: { totalRecords: count, count, resultTruncated: 'false', facets: [], data } };
}

const columnTypes: Readonly<Record<string, string>> = { number: 'integer', boolean: 'boolean', object: 'object' };

/** `resultFormat: table`: names and types of the columns, then the values. */
function table(rows: readonly Row[]) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map((name) => ({ name, type: columnTypes[typeof rows[0]?.[name]] ?? 'string' }));
  return { columns, rows: rows.map((row) => names.map((name) => row[name] ?? null)) };
}

const invalidQuery = refuse(
  400,
  'BadRequest',
  'Please provide below info when asking for support: the query is invalid.',
);

function visibleResources({ caller, context }: ArmCall): Row[] {
  return context.world.subscriptions
    .filter((item) => item.tenantId === caller.tenantId)
    .flatMap((subscription) =>
      resourceRows(subscription, context)
        .filter((row) => may({ caller, context, subscription, scope: String(row.id) }, `${String(row.type)}/read`))
        .map((row) => ({
          ...row,
          // Resource Graph writes types in lower case.
          type: String(row.type).toLowerCase(),
          resourceGroup: /\/resourcegroups\/([^/]+)/i.exec(String(row.id))?.[1] ?? '',
          subscriptionId: subscription.id,
          tenantId: subscription.tenantId,
        })),
    );
}

function apply(step: string, rows: Row[]): Row[] | null {
  const [, verb, rest] = /^(\w+)\s+(.+)$/s.exec(step) ?? [];
  if (verb === 'project') {
    const names = (rest ?? '').split(',').map((name) => name.trim());
    return rows.map((row) => Object.fromEntries(names.map((name) => [name, valueAt(row, name)])));
  }
  if (verb === 'take' || verb === 'limit') return /^\d+$/.test(rest ?? '') ? rows.slice(0, Number(rest)) : null;
  if (verb !== 'where') return null;
  const conditions = (rest ?? '')
    .split(/\s{1,20}and\s{1,20}/i)
    .map((part) => /^([\w.]+)\s*(=~|==)\s*["']([^"']*)["']$/.exec(part.trim()));
  if (conditions.some((condition) => condition === null)) return null;
  return rows.filter((row) =>
    conditions.every((condition) => {
      const [, path = '', operator, expected = ''] = condition ?? [];
      const value = String(valueAt(row, path) ?? '');
      return operator === '==' ? value === expected : value.toLowerCase() === expected.toLowerCase();
    }),
  );
}

function valueAt(row: Row, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isJsonObject(value) ? value[name] : undefined), row);
}
