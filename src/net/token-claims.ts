/** Who a token was issued to. Its signature is the service's business; nothing is decided on these claims. */
import { AccessToken } from './token.ts';

export interface SignedIn {
  readonly tenantId: string | null;
  /** The application that signed in. */
  readonly clientId: string | null;
  /** Null: the application signed in as itself. */
  readonly user: string | null;
}

/** Null: the token is opaque to us (of a personal account, or encrypted). */
export function signedInBy(token: AccessToken): SignedIn | null {
  const claims = claimsOf(AccessToken.reveal(token));
  if (claims === null) return null;
  const first = (...names: readonly string[]) => {
    const value = names.map((name) => claims[name]).find((each) => typeof each === 'string' && each !== '');
    return typeof value === 'string' ? value : null;
  };
  return {
    tenantId: first('tid'),
    // Version 1.0 tokens have `appid`, version 2.0 tokens `azp` (Microsoft Learn: access token claims; documented).
    clientId: first('appid', 'azp'),
    user: first('upn', 'preferred_username', 'unique_name'),
  };
}

function claimsOf(jwt: string): Readonly<Record<string, unknown>> | null {
  const [, payload = ''] = jwt.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
