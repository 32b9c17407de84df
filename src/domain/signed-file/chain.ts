/** Which certificate is the leaf, and who issued it, among certificates in no particular order. */
import { hash } from 'node:crypto';
import { isIssuedBy } from './certificate.ts';
import type { X509 } from './x509.ts';

/** Longer than any real chain. */
const longest = 16;

/** Maximum number of certificates with the issuer's name whose key is tried; renewal and cross-signing give two or three. */
const mostNamesakes = 8;

/** The certificate that issued none of the others; the first of them where several did not. */
export function leafOf(certificates: readonly X509[]): X509 | undefined {
  const issuers = new Set(certificates.filter((one) => !hasOneName(one)).map(({ issuer }) => digest(issuer)));
  return certificates.find(({ subject }) => !issuers.has(digest(subject))) ?? certificates[0];
}

/** `leaf` first, then its issuer and so on, as far as the file contains them. Among several with the issuer's name, the one whose key made the signature. */
export function chainOf(leaf: X509, certificates: readonly X509[]): X509[] {
  const chain = [leaf];
  for (let last = leaf; chain.length < longest && !isRoot(last); ) {
    const candidates = distinct(certificates.filter((one) => same(one.subject, last.issuer) && !isIn(chain, one)));
    const issuer =
      candidates.length > 1 ? candidates.slice(0, mostNamesakes).find((one) => isIssuedBy(last, one)) : candidates[0];
    if (issuer === undefined) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}

/** Without duplicates: files often contain a certificate twice. */
export function distinct(certificates: readonly X509[]): X509[] {
  return [...new Map(certificates.map((one) => [digest(one.der), one])).values()];
}

function isRoot(x509: X509): boolean {
  return hasOneName(x509) && isIssuedBy(x509, x509) !== false;
}

function hasOneName({ issuer, subject }: X509): boolean {
  return same(issuer, subject);
}

function isIn(chain: readonly X509[], candidate: X509): boolean {
  return chain.some(({ der }) => same(der, candidate.der));
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function digest(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}
