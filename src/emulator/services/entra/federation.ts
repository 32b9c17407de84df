/**
 * Judges an assertion of another issuer against the federated credentials of an application or managed identity.
 * The order is an assumption (services.md §4.4): path, credentials by issuer, audience, subject, then signature, times.
 */
import type { Lag } from '../../consistency/lag.ts';
import { environmentIssuer, isUnmatchable, mintClaims, tenantIssuer } from '../../platform/mint.ts';
import type { FederatedIdentityCredential, World } from '../../world/model.ts';
import { audienceClaim, type DecodedJwt, textClaim, timeClaim } from './jwt.ts';
import { type SigningKeys, verifies } from './keys.ts';
import { type Identified, type Refusal, refusals } from './refusals.ts';
import type { LogSignIn } from './sign-in-log.ts';

/** Clocks may differ by five minutes. [documented*] */
const allowedSkew = 300;

export interface Judgement {
  readonly world: World;
  readonly keys: SigningKeys;
  readonly now: Date;
  readonly lag: Lag;
  readonly logSignIn: LogSignIn;
}

/** A version 1 subject carries a common name as it is; anything outside printable ASCII breaks the path. [documented effect] */
function malformedPath(subject: string): Refusal | null {
  const broken = subject.startsWith('/eid1/') && !/^[\x20-\x7e]*$/.test(subject);
  return broken ? refusals.pathMalformed() : null;
}

/** The subject of a component of this world that the exchange is documented never to match. */
function isUnmatchableSubject({ cloud, environments }: World, subject: string): boolean {
  return environments.some((environment) =>
    environment.components.some(({ presents, managedIdentityId }) => {
      const record = environment.managedIdentities.find(({ id }) => id === managedIdentityId);
      if (presents === null || record === undefined || !isUnmatchable({ record, presents })) return false;
      return mintClaims({ cloud, environment, record, presents })?.subject === subject;
    }),
  );
}

const usedSubject = ({ exchangeSubject, subject }: FederatedIdentityCredential) => exchangeSubject ?? subject;

/** The credential that the assertion fits, or why none does. */
function matchCredential(
  jwt: DecodedJwt,
  client: Identified,
  credentials: readonly FederatedIdentityCredential[],
): FederatedIdentityCredential | Refusal {
  if (credentials.length === 0) return refusals.noCredentials(client);
  const issuer = textClaim(jwt, 'iss');
  const byIssuer = credentials.filter((credential) => credential.issuer === issuer);
  if (byIssuer.length === 0) return refusals.issuerUnmatched(issuer);
  const audience = audienceClaim(jwt);
  const byAudience = byIssuer.filter((credential) => credential.audiences.includes(audience));
  if (byAudience.length === 0) return refusals.audienceUnmatched(audience);
  const subject = textClaim(jwt, 'sub');
  const folded = subject.toLowerCase();
  const match = byAudience.find((credential) => usedSubject(credential) === subject);
  if (match !== undefined) return match;
  if (byAudience.some((credential) => usedSubject(credential)?.toLowerCase() === folded))
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

/** Trust in a client: the object that holds its credentials, and the credentials. */
export interface TrustList {
  readonly owner: object;
  readonly credentials: readonly FederatedIdentityCredential[];
}

/** Why the claims of an assertion fit no credential, its signature and times aside; null if one fits. */
export function claimsRefusal(
  world: World,
  jwt: DecodedJwt,
  credentials: readonly FederatedIdentityCredential[],
): Refusal | null {
  const subject = textClaim(jwt, 'sub');
  const match = malformedPath(subject) ?? matchCredential(jwt, { appId: '', displayName: '' }, credentials);
  if (isRefusal(match)) return match;
  return isUnmatchableSubject(world, subject) ? refusals.subjectUnmatched(subject) : null;
}

const isRefusal = (match: FederatedIdentityCredential | Refusal): match is Refusal => 'code' in match;

/** The credential that trusts the assertion, or the refusal. A credential that has not spread yet counts as absent. */
export function judgeFederated(
  jwt: DecodedJwt,
  client: Identified,
  { owner, credentials }: TrustList,
  judgement: Judgement,
): FederatedIdentityCredential | Refusal {
  const { keys, now, lag, world } = judgement;
  const visible = ({ visibleFrom }: FederatedIdentityCredential) => Date.parse(visibleFrom) <= now.getTime();
  const early =
    malformedPath(textClaim(jwt, 'sub')) ?? (jwt.header.kid === keys.entra.id ? refusals.ordinaryToken() : null);
  if (early !== null) return early;
  const shown = matchCredential(jwt, client, lag.exchangeView(owner, credentials).filter(visible));
  const match = isRefusal(shown) ? unsettled(shown, jwt, client, { owner, credentials }, judgement) : shown;
  if (isRefusal(match)) return match;
  if (isUnmatchableSubject(world, textClaim(jwt, 'sub'))) return refusals.subjectUnmatched(textClaim(jwt, 'sub'));
  const late = badSignature(jwt, judgement) ?? outsideTimes(jwt, now);
  if (late !== null) return late;
  return lag.exchangeFails() ? refusals.subjectUnmatched(textClaim(jwt, 'sub')) : match;
}

/** While a credential spreads, requests that reach a replica without it get the older, combined refusal. [documented] */
function unsettled(
  refusal: Refusal,
  jwt: DecodedJwt,
  client: Identified,
  { owner, credentials }: TrustList,
  { lag }: Judgement,
): Refusal {
  if (!lag.isExchangeSettling(owner) || isRefusal(matchCredential(jwt, client, credentials))) return refusal;
  return refusals.recordNotFound(textClaim(jwt, 'iss'), textClaim(jwt, 'sub'), audienceClaim(jwt));
}
