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
    keepRow(tenant.signIns, {
      id: newId(),
      at: now().toISOString(),
      appId: principal.appId,
      servicePrincipalId: principal.id,
      resource,
      errorCode: refusal?.code ?? 0,
      failureReason: refusal?.text ?? '',
      correlationId: headers['client-request-id'] ?? newId(),
      ...('code' in judged || judged.credentialId === null ? {} : { federatedCredentialId: judged.credentialId }),
    });
  };
