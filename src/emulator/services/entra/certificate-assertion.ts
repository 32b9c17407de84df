/** Judges a JWT that a client made with a certificate of its own, in every form that libraries write. clients.md §1.4 */
import { constants, createHash, verify, X509Certificate } from 'node:crypto';
import type { Application } from '../../world/model.ts';
import { outsideTimes } from './federation.ts';
import { audienceClaim, type DecodedJwt } from './jwt.ts';
import { type Refusal, refusals } from './refusals.ts';

const thumbprint = (der: Buffer, algorithm: 'sha1' | 'sha256') => createHash(algorithm).update(der).digest();

/** `x5t` may be padded, `x5c` may be one string or a list, with line breaks in it. */
function names(header: DecodedJwt['header'], der: Buffer): boolean {
  const { x5t, x5c } = header;
  const sha256 = header['x5t#S256'];
  const same = (value: unknown, digest: Buffer) =>
    typeof value === 'string' && Buffer.from(value, 'base64url').equals(digest);
  const [first] = Array.isArray(x5c) ? x5c : [x5c];
  return (
    same(x5t, thumbprint(der, 'sha1')) ||
    same(sha256, thumbprint(der, 'sha256')) ||
    (typeof first === 'string' && Buffer.from(first, 'base64').equals(der))
  );
}

function signedBy(jwt: DecodedJwt, der: Buffer): boolean {
  const key = new X509Certificate(der).publicKey;
  const dot = jwt.raw.lastIndexOf('.');
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  const data = Buffer.from(jwt.raw.slice(0, dot));
  return verify(
    'sha256',
    data,
    jwt.header.alg === 'PS256' ? pss : key,
    Buffer.from(jwt.raw.slice(dot + 1), 'base64url'),
  );
}

/** Libraries name the token endpoint, with a port, on an alias, or with the tenant's domain; the issuer will do as well. */
const isTokenEndpoint = (audience: string) =>
  /^https:\/\/[^/]+\/[^/]+\/(oauth2\/(v2\.0\/)?token|v2\.0)\/?$/.test(audience);

export function judgeCertificateAssertion(jwt: DecodedJwt, application: Application, now: Date): Refusal | null {
  const certificate = application.certificates
    .map((text) => Buffer.from(text, 'base64'))
    .find((der) => names(jwt.header, der));
  if (certificate === undefined) {
    const used = Buffer.from(String(jwt.header.x5t ?? jwt.header['x5t#S256'] ?? ''), 'base64url');
    return refusals.certificateUnknown(application.appId, used.toString('hex').toUpperCase());
  }
  if (!isTokenEndpoint(audienceClaim(jwt))) return refusals.assertionAudience();
  if (!signedBy(jwt, certificate))
    return refusals.signatureInvalid('The key was found, but the signature is not valid.');
  return outsideTimes(jwt, now);
}
