/** Rows of `auditLogs/signIns` for token requests of applications and managed identities. */

import type { ServicePrincipal, Tenant } from '../../world/model.ts';
import { keepRow } from '../graph/audit-logs.ts';
import type { Context, EmulatedRequest } from '../service.ts';
import type { Refusal } from './refusals.ts';

type Judged = Refusal | { readonly credentialId: string | null };

export type LogSignIn = (tenant: Tenant, principal: ServicePrincipal, resource: string, judged: Judged) => void;

export const signInLog =
  ({ logs, newId, now }: Context, { headers }: EmulatedRequest): LogSignIn =>
  (tenant, principal, resource, judged) => {
    if (!logs) return;
    const refusal = 'code' in judged ? judged : null;
    tenant.signIns ??= [];
    const correlationId = headers['client-request-id'] ?? newId();
    keepRow(tenant.signIns, {
      // The log's own ID is not what clients look for: one ID serves for both.
      id: correlationId,
      at: now().toISOString(),
      appId: principal.appId,
      servicePrincipalId: principal.id,
      resource,
      errorCode: refusal?.code ?? 0,
      failureReason: refusal?.text ?? '',
      correlationId,
      ...('code' in judged || judged.credentialId === null ? {} : { federatedCredentialId: judged.credentialId }),
    });
  };
