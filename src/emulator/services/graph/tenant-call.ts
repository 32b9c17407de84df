import type { Tenant } from '../../world/model.ts';
import type { Caller, Context } from '../service.ts';
import type { GraphRequest } from './answers.ts';

/** One authenticated call of Graph in the caller's tenant. */
export interface TenantCall {
  readonly graph: GraphRequest;
  readonly tenant: Tenant;
  readonly caller: Caller;
  readonly context: Context;
}
