/** Steps that let an environment of another tenant use an application of the directory that is signed in to. */
import { PpmiError } from '../../domain/errors.ts';
import type { Step } from '../../domain/plan.ts';
import type { ReportTarget } from '../../report/report.ts';
import type { Session } from '../../session/session.ts';
import { tenantOfEnvironment } from '../../sources/challenge.ts';

export interface Tenants {
  /** Of the environment; null: not read. */
  readonly environment: string | null;
  /** Of the environment, as it answers to a request without a token; null: not asked, or it does not say. */
  readonly challenge: string | null;
  /** Of the directory whose applications would change; null: no token was needed, or it does not say. */
  readonly directory: string | null;
}

/** The challenge costs a request, which is made only where a step changes a directory or Azure. */
export async function readTenants(
  { clients, context, environmentUrl }: Session,
  { tenantId }: Pick<ReportTarget, 'tenantId'>,
  steps: readonly Step[],
): Promise<Tenants> {
  const isOutside = steps.some(({ request }) => request.system !== 'dataverse');
  return {
    environment: tenantId,
    challenge: isOutside ? await tenantOfEnvironment(context.http, environmentUrl) : null,
    directory: clients.directoryTenantId(),
  };
}

export function markForeign(steps: readonly Step[], tenants: Tenants): readonly Step[] {
  if (!differ(tenants)) return steps;
  return steps.map((step) =>
    step.request.system === 'dataverse' || step.request.method === 'DELETE'
      ? step
      : { ...step, risk: 'grants-access-to-another-tenant' as const },
  );
}

/** True where two of those that are known differ. */
function differ({ environment, challenge, directory }: Tenants): boolean {
  const known = [environment, challenge, directory].flatMap((tenant) => tenant?.toLowerCase() ?? []);
  return new Set(known).size > 1;
}

/** @throws PpmiError `foreign-tenant` where a step needs the flag and it does not name that tenant */
export function refuseForeign(steps: readonly Step[], confirmed: string | undefined, tenants: Tenants): void {
  // An environment that names two tenants is confirmed by the one whose issuer a credential would name.
  const foreign = steps.some(({ risk }) => risk === 'grants-access-to-another-tenant');
  if (!foreign || confirmed?.toLowerCase() === tenants.environment?.toLowerCase()) return;
  throw new PpmiError('foreign-tenant', {
    tenant: tenants.environment ?? '',
    directory: tenants.directory ?? '',
  });
}
