/**
 * RS256 keys of the emulated issuers. They are public on purpose: generating RSA keys takes longer than starting the whole
 * emulator, and their tokens are accepted by the emulator's own services only.
 */
import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import jwks from './keys.json' with { type: 'json' };

export interface SigningKey {
  readonly id: string;
  readonly publicKey: KeyObject;
  /** A row of `keys` in a JWKS document. */
  readonly jwk: JsonWebKey & { kid: string };
  sign(claims: JWTPayload): Promise<string>;
}

/** Who signed what: Entra its access tokens, the platform the assertions it presents for components. */
export interface SigningKeys {
  readonly entra: SigningKey;
  readonly platform: SigningKey;
}

function signingKey(jwk: JsonWebKey): SigningKey {
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  const publicKey = createPublicKey(privateKey);
  const id = createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
  const header = { alg: 'RS256', typ: 'JWT', kid: id, x5t: id };
  // RS256 is deterministic: equal claims give an equal token, so clients that ask twice within a second share one signature.
  let last: { text: string; token: Promise<string> } | null = null;
  return {
    id,
    publicKey,
    jwk: { ...publicKey.export({ format: 'jwk' }), kid: id, x5t: id, use: 'sig' },
    sign(claims) {
      const text = JSON.stringify(claims);
      if (last?.text !== text) last = { text, token: new SignJWT(claims).setProtectedHeader(header).sign(privateKey) };
      return last.token;
    },
  };
}

export const createKeys = (): SigningKeys => ({ entra: signingKey(jwks.entra), platform: signingKey(jwks.platform) });

/** RSASSA-PKCS1-v1_5 with SHA-256 over the first two parts of a compact JWS. */
export function verifies(token: string, key: KeyObject): boolean {
  const dot = token.lastIndexOf('.');
  if (dot < 0) return false;
  return verify('sha256', Buffer.from(token.slice(0, dot)), key, Buffer.from(token.slice(dot + 1), 'base64url'));
}
