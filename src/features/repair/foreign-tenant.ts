/** Steps that let an environment of another tenant use an application of the directory that is signed in to. */
import { PpmiError } from '../../domain/errors.ts';
import type { Step } from '../../domain/plan.ts';

export interface Tenants {
  /** Of the environment; null: not read. */
  readonly environment: string | null;
  /** Of the directory whose applications would change; null: no token was needed, or it does not say. */
  readonly directory: string | null;
}

export function markForeign(steps: readonly Step[], tenants: Tenants): readonly Step[] {
  if (!differ(tenants)) return steps;
  return steps.map((step) =>
    step.request.system === 'dataverse' || step.request.method === 'DELETE'
      ? step
      : { ...step, risk: 'grants-access-to-another-tenant' as const },
  );
}

function differ({ environment, directory }: Tenants): boolean {
  return environment !== null && directory !== null && environment.toLowerCase() !== directory.toLowerCase();
}

/** @throws PpmiError `foreign-tenant` where a step needs the flag and it does not name that tenant */
export function refuseForeign(steps: readonly Step[], confirmed: string | undefined, tenants: Tenants): void {
  const foreign = steps.some(({ risk }) => risk === 'grants-access-to-another-tenant');
  if (!foreign || confirmed?.toLowerCase() === tenants.environment?.toLowerCase()) return;
  throw new PpmiError('foreign-tenant', {
    tenant: tenants.environment ?? '',
    directory: tenants.directory ?? '',
  });
}
