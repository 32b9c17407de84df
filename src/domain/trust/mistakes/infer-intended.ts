/** The most likely intention of a subject, issuer and audience when the expected value is not known. */
import {
  type CloudId,
  cloud,
  cloudIds,
  issuers,
  legacyAudience,
  legacyIssuers,
  platformApplicationId,
  subjectPrefixes,
} from '../../cloud/cloud.ts';
import { encodeGuid } from '../../guid.ts';
import { parseIssuer } from '../issuer.ts';
import { normalPrefix, type ParsedCertificate, type ParsedSubject } from '../subject/parse.ts';
import type { PresentedTrust, Trust } from '../trust.ts';
import {
  decodeEnvironmentVariants,
  decodeHashVariants,
  decodeNameHashVariants,
  decodeTenantVariants,
} from './decode-variants.ts';

/** Every part in its usual form, every constant as it should be; what cannot be read stays as it was typed. */
export function inferTrust(parsed: ParsedSubject, { issuer, audience }: PresentedTrust): Trust {
  const id = likelyCloud(parsed, issuer, audience);
  const version = parsed.kind === 'version-0' ? 0 : parsed.certificate?.kind === 'names' ? 1 : 2;
  const tenantId = inferTenant(parsed, issuer);
  const hosts = version === 0 ? legacyHosts(id, parsed.environmentId) : tenantId === null ? [] : issuers(id, tenantId);
  return {
    version,
    issuer: hosts[0] ?? null,
    issuerAlternatives: hosts.slice(1),
    subject: version === 0 ? legacySubject(parsed) : currentSubject(parsed, id, tenantId),
    alternatives: [],
    audience: version === 0 ? legacyAudience(id) : cloud(id).ficAudience.value,
    confidence: 'not-verified',
    reason: 'what was most likely meant',
  };
}

/** The cloud that most of the claims name; the prefix decides between equals. */
function likelyCloud({ pieces }: ParsedSubject, issuer: string | null, audience: string | null): CloudId {
  const prefix = pieces.prefix === null ? null : normalPrefix(pieces.prefix);
  const hosts = issuer === null ? [] : parseIssuer(issuer).clouds;
  const votes = cloudIds.map((id) => {
    const byPrefix = prefix !== null && subjectPrefixes(id).includes(prefix) ? 1.5 : 0;
    const byAudience = audience?.toLowerCase() === cloud(id).ficAudience.value?.toLowerCase() ? 1 : 0;
    return byPrefix + (hosts.includes(id) ? 1 : 0) + byAudience;
  });
  return cloudIds[votes.indexOf(Math.max(...votes))] ?? 'public';
}

/** The issuer tells which of several readings of the tenant was meant, and whether only the letter case is wrong. */
export function inferTenant({ pieces }: ParsedSubject, issuer: string | null): string | null {
  const named = issuer === null ? null : parseIssuer(issuer).tenantId;
  if (pieces.tenant === null) return named;
  const { clean } = pieces.tenant;
  const readings = decodeTenantVariants(clean).map(({ value }) => value);
  const inCase = named !== null && encodeGuid(named).toLowerCase() === clean.toLowerCase();
  return inCase || (named !== null && readings.includes(named)) ? named : (readings[0] ?? named);
}

function legacyHosts(id: CloudId, environmentId: string | null): readonly string[] {
  return environmentId === null ? [] : legacyIssuers(id, environmentId);
}

function currentSubject({ pieces, certificate }: ParsedSubject, id: CloudId, tenantId: string | null): string {
  const typed = pieces.prefix === null ? '' : normalPrefix(pieces.prefix);
  const prefixes = subjectPrefixes(id);
  const prefix = prefixes.includes(typed) ? typed : (prefixes[0] ?? typed);
  const readable = pieces.tenant !== null && decodeTenantVariants(pieces.tenant.clean).length > 0;
  const tenant = tenantId !== null && readable ? encodeGuid(tenantId) : (pieces.tenant?.clean ?? '');
  const head = `${prefix}/t/${tenant}/a/${encodeGuid(platformApplicationId)}/n/plugin`;
  const last = certificate === null ? (pieces.certificate?.clean ?? '') : certificateTail(certificate);
  return `${head}/e/${environmentOf(pieces.environment?.clean)}${last}`;
}

function legacySubject({ pieces, certificate }: ParsedSubject): string {
  const signer =
    certificate === null
      ? (pieces.certificate?.clean ?? '')
      : certificate.kind === 'thumbprint'
        ? `thumbprint:${certificate.value.toUpperCase()}`
        : 'subject' in certificate
          ? `subject:${certificate.subject},issuer:${certificate.issuer}`
          : '';
  return `component:pluginassembly,${signer},environment:${environmentOf(pieces.environment?.clean)}`;
}

function environmentOf(typed = ''): string {
  return decodeEnvironmentVariants(typed)?.value ?? typed;
}

function certificateTail(certificate: ParsedCertificate): string {
  if (certificate.kind === 'hash' || certificate.kind === 'thumbprint') {
    const hash = decodeHashVariants(certificate.value)?.value;
    // No SHA-256 can be made of a SHA-1, but something else belongs there.
    return `/h/${hash === undefined ? certificate.value : hash.length === 64 ? hash : '…'}`;
  }
  const [issuer, subject] = [certificate.issuer, certificate.subject].map((name) => {
    const hash = certificate.kind === 'hashed-names' ? decodeNameHashVariants(name) : null;
    return hash === null ? name : Buffer.from(hash.value, 'hex').toString('base64url');
  });
  return `/i/${issuer}/s/${subject}`;
}
