/** `token exchange --json`: keys of docs/interface.md. Never a token. */

import { type FindingJson, presentFinding } from '../../catalog/finding.ts';
import { findingOfCode } from '../../catalog/finding-of-code.ts';
import { unknownContext } from '../../catalog/printer.ts';
import type { DecodedError } from '../../domain/entra-errors/decode/decoded.ts';
import { type Finding, finding } from '../../domain/findings.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { ErrorJson } from './errors.ts';

/** What the exchange gave, as far as it is printed. `raw` is the redacted body. */
export interface ExchangeJsonInput {
  readonly succeeded: boolean;
  readonly claims: Readonly<Record<string, unknown>> | null;
  readonly expiresOn: string | null;
  readonly error: { readonly code: string; readonly message: string; readonly raw: string } | null;
}

export interface ExchangeJson {
  readonly emulated: boolean;
  readonly succeeded: boolean;
  readonly claims: Readonly<Record<string, unknown>> | null;
  readonly expiresOn: string | null;
  /** Decoded; null when the exchange succeeded, or failed without a code of Entra (`message` tells then). */
  readonly error: ErrorJson | null;
  readonly message: string | null;
  readonly findings: readonly FindingJson[];
}

/** `decoded`: the error of the body, where it has a code of Entra. */
export function exchangeJson(
  exchanged: ExchangeJsonInput,
  emulated: boolean,
  decoded: ErrorJson | null,
  shell: ShellTarget,
): ExchangeJson {
  const { succeeded, claims, expiresOn, error } = exchanged;
  return {
    emulated,
    succeeded,
    claims,
    expiresOn,
    error: decoded,
    message: error?.message ?? null,
    findings: decoded === null ? [] : findingsOf(decoded).map((found) => presentFinding(found, unknownContext(shell))),
  };
}

/** What the code of the error means by itself. */
function findingsOf({ code, clientId, resource, correlationId }: DecodedError): readonly Finding[] {
  const name = findingOfCode(code);
  const where = { system: 'entra', kind: 'token exchange', id: correlationId, name: null } as const;
  const attempt = { at: null, correlationId };
  const identity = { application: null, applicationId: clientId, tenantId: null };
  switch (name) {
    case null:
      return [];
    case 'scope-no-default':
      return [finding(name, where, { scope: resource, ...attempt })];
    case 'scope-unknown-resource':
      return [finding(name, where, { resource, ...attempt })];
    case 'conditional-access-blocked':
      return [finding(name, where, { application: clientId, ...attempt })];
    case 'assertion-expired':
      return [finding(name, where, { expired: null })];
    case 'fic-missing':
      return [finding(name, where, { application: clientId, component: null, nearest: null, nearestDiffers: [] })];
    case 'record-application-unknown':
      return [finding(name, where, { record: null, applicationId: clientId, tenantId: null })];
    default:
      return [finding(name, where, identity)];
  }
}
