/**
 * Judges an assertion of another issuer against the federated credentials of an application or managed identity.
 * The order is an assumption (services.md §4.4): path, credentials by issuer, audience, subject, then signature, times.
 */
import { environmentIssuer, tenantIssuer } from '../../platform/mint.ts';
import type { FederatedIdentityCredential, World } from '../../world/model.ts';
import { audienceClaim, type DecodedJwt, textClaim, timeClaim } from './jwt.ts';
import { type SigningKeys, verifies } from './keys.ts';
import { type Identified, type Refusal, refusals } from './refusals.ts';

/** Clocks may differ by five minutes. [documented*] */
const allowedSkew = 300;

export interface Judgement {
  readonly world: World;
  readonly keys: SigningKeys;
  readonly now: Date;
}

/** A version 1 subject carries a common name as it is; anything outside printable ASCII breaks the path. [documented effect] */
function malformedPath(subject: string): Refusal | null {
  const broken = subject.startsWith('/eid1/') && !/^[\x20-\x7e]*$/.test(subject);
  return broken ? refusals.pathMalformed() : null;
}

function matchCredential(
  jwt: DecodedJwt,
  client: Identified,
  credentials: readonly FederatedIdentityCredential[],
): Refusal | null {
  if (credentials.length === 0) return refusals.noCredentials(client);
  const issuer = textClaim(jwt, 'iss');
  const byIssuer = credentials.filter((credential) => credential.issuer === issuer);
  if (byIssuer.length === 0) return refusals.issuerUnmatched(issuer);
  const audience = audienceClaim(jwt);
  const byAudience = byIssuer.filter((credential) => credential.audiences.includes(audience));
  if (byAudience.length === 0) return refusals.audienceUnmatched(audience);
  const subject = textClaim(jwt, 'sub');
  const folded = subject.toLowerCase();
  if (byAudience.some((credential) => credential.subject === subject)) return null;
  if (byAudience.some((credential) => credential.subject?.toLowerCase() === folded))
    return refusals.subjectCase(subject);
  if (byAudience.some((credential) => credential.subject === null)) return refusals.expressionUnmatched(subject);
  return refusals.subjectUnmatched(subject);
}

/** Issuers whose metadata the emulated Entra can read: tenants of the world and, for version 0, its environments. */
function knowsIssuer(world: World, issuer: string): boolean {
  return (
    world.tenants.some(({ id }) => tenantIssuer(world.cloud, id) === issuer) ||
    world.environments.some(({ id }) => environmentIssuer(world.cloud, id) === issuer)
  );
}

function badSignature(jwt: DecodedJwt, { world, keys }: Judgement): Refusal | null {
  const issuer = textClaim(jwt, 'iss');
  if (!knowsIssuer(world, issuer)) return refusals.issuerUnreachable();
  const keyId = String(jwt.header.kid ?? '');
  if (keyId !== keys.platform.id) return refusals.signingKeyUnknown(keyId, issuer);
  return verifies(jwt.raw, keys.platform.publicKey) ? null : refusals.signatureInvalid('The signature is not valid.');
}

export function outsideTimes(jwt: DecodedJwt, now: Date): Refusal | null {
  const seconds = now.getTime() / 1000;
  const expires = timeClaim(jwt, 'exp');
  const validFrom = timeClaim(jwt, 'nbf');
  const inside =
    expires !== null && seconds <= expires + allowedSkew && (validFrom === null || seconds >= validFrom - allowedSkew);
  return inside ? null : refusals.assertionTimes(now, validFrom, expires);
}

/** Null: the assertion is trusted. A credential that has not spread yet counts as absent. */
export function judgeFederated(
  jwt: DecodedJwt,
  client: Identified,
  credentials: readonly FederatedIdentityCredential[],
  judgement: Judgement,
): Refusal | null {
  const { keys, now } = judgement;
  const spread = credentials.filter(({ visibleFrom }) => Date.parse(visibleFrom) <= now.getTime());
  return (
    malformedPath(textClaim(jwt, 'sub')) ??
    (jwt.header.kid === keys.entra.id ? refusals.ordinaryToken() : null) ??
    matchCredential(jwt, client, spread) ??
    badSignature(jwt, judgement) ??
    outsideTimes(jwt, now)
  );
}
