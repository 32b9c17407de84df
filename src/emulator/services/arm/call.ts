/** One authenticated call of Azure Resource Manager, its path taken apart. */

import type { Subscription } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { page } from '../odata/page.ts';
import { refuse } from '../odata/refuse.ts';
import type { Caller, Context, EmulatedRequest, EmulatedResponse } from '../service.ts';
import { unauthorized } from './answers.ts';
import { may } from './roles.ts';

export interface ArmCall {
  readonly request: EmulatedRequest;
  readonly context: Context;
  readonly caller: Caller;
  /** Decoded path segments as written. */
  readonly segments: readonly string[];
}

export interface SubscriptionCall extends ArmCall {
  readonly subscription: Subscription;
  /** Null at subscription level. */
  readonly resourceGroup: string | null;
  /** What follows `providers/{namespace}`, e.g. `['userAssignedIdentities', 'x']`. */
  readonly rest: readonly string[];
}

export type Identity = Subscription['identities'][number];

/** Names and ids compare without case everywhere in ARM. */
export const same = (a: string, b: string | undefined | null): boolean => a.toLowerCase() === (b ?? '').toLowerCase();

/** The refusal when the caller's roles at `scope` do not hold `action`. */
export function refusesAction(call: SubscriptionCall, action: string, scope: string): EmulatedResponse | null {
  const { caller, context, subscription } = call;
  return may({ caller, context, subscription, scope }, action) ? null : unauthorized(caller, action, scope);
}

/** `{value, nextLink}`; at most `$top` items on a page. */
export function list({ request }: ArmCall, items: readonly Row[]): EmulatedResponse {
  const top = Number(request.query.get('$top') ?? 0);
  const found = page(items, [], {
    query: new URLSearchParams([...request.query].filter(([name]) => name !== '$filter')),
    address: `https://${request.host}${request.path}`,
    pageSize: top > 0 ? top : 1000,
    top: 'page',
  });
  if (!found.ok) return refuse(400, 'InvalidQueryParameter', `The query parameter $${found.problem.kind} is invalid.`);
  return { status: 200, body: { value: found.rows, ...(found.nextLink === null ? {} : { nextLink: found.nextLink }) } };
}
