/** Compact JWTs as clients really write them: numbers as floats or strings, an audience as string or list. clients.md §1.4 */
export interface DecodedJwt {
  readonly raw: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

function part(text: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** Null when the text is no JWT at all. */
export function decodeJwt(raw: string): DecodedJwt | null {
  const parts = raw.split('.');
  const header = part(parts[0]);
  const claims = part(parts[1]);
  return parts.length === 3 && header !== null && claims !== null ? { raw, header, claims } : null;
}

export function textClaim(jwt: DecodedJwt, name: string): string {
  const value = jwt.claims[name];
  return typeof value === 'string' ? value : '';
}

export function audienceClaim(jwt: DecodedJwt): string {
  const value: unknown = jwt.claims.aud;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

/** Seconds since 1970; null when the claim is missing. */
export function timeClaim(jwt: DecodedJwt, name: 'exp' | 'nbf' | 'iat'): number | null {
  const value = jwt.claims[name];
  const seconds = typeof value === 'string' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds : null;
}
