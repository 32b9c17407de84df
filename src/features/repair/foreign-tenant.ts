/** Detects steps that let an environment of another tenant use an application of the directory that is signed in to. */
import { PpmiError } from '../../domain/errors.ts';
import type { Step } from '../../domain/plan.ts';
import type { ReportTarget } from '../../report/report.ts';
import type { Session } from '../../session/session.ts';
import { tenantOfEnvironment } from '../../sources/challenge.ts';

export interface Tenants {
  /** Of the environment; null: not read. */
  readonly environment: string | null;
  /** Tenant of the environment, from its response to a request without a token; null: not requested, or not stated. */
  readonly challenge: string | null;
  /** Tenant of the directory whose applications would change; null: no token was needed, or the token does not state it. */
  readonly directory: string | null;
}

/** The challenge costs a request, so it is read only if a step changes a directory or Azure. */
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

/** True if two of the known tenants differ. */
function differ({ environment, challenge, directory }: Tenants): boolean {
  const known = [environment, challenge, directory].flatMap((tenant) => tenant?.toLowerCase() ?? []);
  return new Set(known).size > 1;
}

/** @throws PpmiError `foreign-tenant` if a step requires the flag and the flag does not name that tenant */
export function refuseForeign(steps: readonly Step[], confirmed: string | undefined, tenants: Tenants): void {
  const foreign = steps.some(({ risk }) => risk === 'grants-access-to-another-tenant');
  // If an environment names two tenants, the one that the issuer of a credential would contain has to be confirmed.
  const tenant = tenants.environment ?? tenants.challenge;
  if (!foreign || (confirmed !== undefined && confirmed.toLowerCase() === tenant?.toLowerCase())) return;
  throw new PpmiError('foreign-tenant', {
    tenant: tenant ?? '',
    directory: tenants.directory ?? '',
  });
}
