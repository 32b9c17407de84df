/** `token exchange --json`: keys of docs/interface.md. Never a token. */
import { type FindingJson, presentFinding } from '../../catalog/finding.ts';
import { findingOfCode } from '../../catalog/finding-of-code.ts';
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
export function exchangeJson(exchanged: ExchangeJsonInput, emulated: boolean, decoded: ErrorJson | null): ExchangeJson {
  const { succeeded, claims, expiresOn, error } = exchanged;
  const name = decoded === null ? null : findingOfCode(decoded.code);
  const args = { application: decoded?.clientId ?? null, resource: decoded?.resource ?? null };
  const where = { system: 'entra', kind: 'token exchange', id: decoded?.correlationId ?? null, name: null } as const;
  return {
    emulated,
    succeeded,
    claims,
    expiresOn,
    error: decoded,
    message: error?.message ?? null,
    findings: name === null ? [] : [presentFinding({ name, args, where, expected: null, actual: null })],
  };
}
