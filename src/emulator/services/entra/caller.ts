/** The sender of a request, from its bearer token, if this emulator's Entra signed it for one of the audiences. */
import type { Caller, EmulatedRequest } from '../service.ts';
import { audienceClaim, decodeJwt, textClaim, timeClaim } from './jwt.ts';
import { type SigningKeys, verifies } from './keys.ts';

export function readCaller(
  request: EmulatedRequest,
  audiences: readonly string[],
  { keys, now }: { keys: SigningKeys; now: Date },
): Caller | null {
  const bearer = /^bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const jwt = bearer === undefined ? null : decodeJwt(bearer);
  if (jwt === null || jwt.header.kid !== keys.entra.id || !verifies(jwt.raw, keys.entra.publicKey)) return null;
  const audience = audienceClaim(jwt);
  if (!audiences.includes(audience) || (timeClaim(jwt, 'exp') ?? 0) * 1000 <= now.getTime()) return null;
  const roles: unknown = jwt.claims.roles;
  return {
    tenantId: textClaim(jwt, 'tid'),
    clientId: textClaim(jwt, 'appid'),
    objectId: textClaim(jwt, 'oid'),
    audience,
    roles: Array.isArray(roles) ? roles.map(String) : [],
    scopes: textClaim(jwt, 'scp')
      .split(' ')
      .filter((scope) => scope !== ''),
  };
}
