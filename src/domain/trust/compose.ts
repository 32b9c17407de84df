/** What the platform presents for a component, in all three versions of the managed identity record. */

import {
  type CloudId,
  cloud,
  issuers,
  legacyAudience,
  legacyIssuers,
  platformApplicationId,
  subjectPrefixes,
} from '../cloud/cloud.ts';
import { parseGuid } from '../guid.ts';
import type { Certificate } from '../signed-file/model.ts';
import { commonNames } from './common-names.ts';
import {
  type HashPart,
  type LegacySubject,
  type NamesPart,
  writeLegacySubject,
  writeSubject,
} from './subject/write.ts';
import type { ComponentType, Trust } from './trust.ts';

export interface TrustInput {
  readonly certificate: Certificate;
  /** Certificates of other signatures in the same file; whether the platform uses one of them is not known. */
  readonly otherSigners: readonly Certificate[];
  readonly component: ComponentType;
  readonly cloud: CloudId;
  /** The environment's tenant, a GUID in any usual form. */
  readonly tenantId: string;
  /** A GUID in any usual form, or `Default-` and a GUID. */
  readonly environmentId: string;
}

/** The trusts of versions 0, 1 and 2, in this order. */
export function composeTrusts(input: TrustInput): readonly [Trust, Trust, Trust] {
  return [composeLegacy(input), composeCurrent(input, 1), composeCurrent(input, 2)];
}

/** The forms of a certificate in a subject, the documented one first; empty if none can be predicted. */
interface Forms<Part> {
  readonly parts: readonly Part[];
  readonly doubts: readonly string[];
  /** Why no form can be predicted. */
  readonly unpredictable: string | null;
}

type CurrentPart = HashPart | NamesPart;
type LegacyPart = LegacySubject['certificate'];

function composeCurrent(input: TrustInput, version: 1 | 2): Trust {
  const tenantId = requireGuid(input.tenantId);
  const prefixes = subjectPrefixes(input.cloud);
  const disputed = prefixes.length > 1 ? ['sources disagree on the subject prefix of this cloud'] : [];
  return composeTrust(input, {
    version,
    forms: (certificate) => currentForms(certificate, version),
    write: (certificate, environmentId) =>
      prefixes.map((prefix) =>
        writeSubject({ prefix, tenantId, applicationId: platformApplicationId, environmentId, certificate }),
      ),
    issuers: issuers(input.cloud, tenantId),
    audience: cloud(input.cloud).ficAudience.value,
    doubts: disputed,
  });
}

function composeLegacy(input: TrustInput): Trust {
  return composeTrust(input, {
    version: 0,
    forms: legacyForms,
    write: (certificate, environmentId) => [writeLegacySubject({ environmentId, certificate })],
    issuers: legacyIssuers(input.cloud, environmentForms(input.environmentId)[0] ?? input.environmentId),
    audience: legacyAudience(input.cloud),
    doubts: [
      ...(input.cloud === 'public' ? [] : ['version 0 is documented for the public cloud only']),
      ...(input.component === 'package' ? ['version 0 is documented for assemblies only'] : []),
    ],
  });
}

/** What differs between the versions. */
interface Recipe<Part> {
  readonly version: Trust['version'];
  readonly forms: (certificate: Certificate) => Forms<Part>;
  readonly write: (part: Part, environmentId: string) => readonly string[];
  readonly issuers: readonly string[];
  readonly audience: string | null;
  readonly doubts: readonly string[];
}

function composeTrust<Part>(
  input: TrustInput,
  { version, forms, write, issuers, audience, doubts }: Recipe<Part>,
): Trust {
  const environments = environmentForms(input.environmentId);
  const subjectsOf = (parts: readonly Part[]) =>
    parts.flatMap((part) => environments.flatMap((environmentId) => write(part, environmentId)));
  const own = forms(input.certificate);
  const [subject = null, ...alternatives] = subjectsOf(own.parts);
  const others = subjectsOf(input.otherSigners.flatMap((certificate) => forms(certificate).parts));
  const [issuer = null, ...issuerAlternatives] = issuers;
  const reasons = [
    ...(own.unpredictable === null ? [] : [own.unpredictable]),
    ...own.doubts,
    ...(input.otherSigners.length > 0 ? ['the file carries signatures by several certificates'] : []),
    ...(environments.length > 1 ? ['which id a default environment has in a subject is not documented'] : []),
    ...doubts,
    ...(issuerAlternatives.length > 0 ? ['sources disagree on the issuer of this cloud'] : []),
  ];
  return {
    version,
    issuer,
    subject,
    audience,
    confidence: reasons.length === 0 ? 'documented' : 'not-verified',
    alternatives: [...new Set([...alternatives, ...others])].filter((alternative) => alternative !== subject),
    issuerAlternatives,
    reason: reasons.length === 0 ? null : reasons.join('; '),
  };
}

/** Self-signed is not defined by the vendor: equal encoded names count as such, as `/h/` was seen to work (inferred). */
function currentForms(certificate: Certificate, version: 1 | 2): Forms<CurrentPart> {
  if (!certificate.selfSigned) return version === 1 ? rawNames(certificate) : hashedNames(certificate);
  const hash: HashPart = { kind: 'hash', sha256: certificate.sha256 };
  if (certificate.verifiesWithOwnKey !== false) return { parts: [hash], doubts: [], unpredictable: null };
  const asIssued = version === 1 ? rawNames(certificate) : hashedNames(certificate);
  return { parts: [hash, ...asIssued.parts], doubts: [selfIssued], unpredictable: null };
}

function legacyForms(certificate: Certificate): Forms<LegacyPart> {
  if (!certificate.selfSigned) return rawNames(certificate);
  const thumbprint: LegacyPart = { kind: 'thumbprint', sha1: certificate.sha1 };
  if (certificate.verifiesWithOwnKey !== false) return { parts: [thumbprint], doubts: [], unpredictable: null };
  return { parts: [thumbprint, ...rawNames(certificate).parts], doubts: [selfIssued], unpredictable: null };
}

const selfIssued = 'subject and issuer are the same name, but the certificate is not signed with its own key';

function rawNames(certificate: Certificate): Forms<NamesPart & { readonly kind: 'names' }> {
  const names = commonNames(certificate);
  if ('unpredictable' in names) return { parts: [], doubts: [], unpredictable: names.unpredictable };
  return {
    parts: [{ kind: 'names', ...names }],
    doubts: ['how the platform writes common names into a subject is not documented in detail'],
    unpredictable: null,
  };
}

function hashedNames(certificate: Certificate): Forms<NamesPart> {
  const parts = certificate.names.map(
    ({ issuerHash, subjectHash }): NamesPart => ({ kind: 'hashed-names', issuer: issuerHash, subject: subjectHash }),
  );
  const doubts = certificate.namesDiffer !== null ? ['platforms print the names of this certificate differently'] : [];
  return { parts, doubts, unpredictable: null };
}

/** The possible forms of the environment ID in a subject. The form of a default environment is unknown. */
export function environmentForms(environmentId: string): readonly string[] {
  const match = /^Default-(.*)$/i.exec(environmentId);
  const guid = requireGuid(match?.[1] ?? environmentId);
  return match ? [`Default-${guid}`, guid] : [guid];
}

function requireGuid(text: string): string {
  const guid = parseGuid(text);
  if (guid === null) throw new RangeError(`not a GUID: ${text}`);
  return guid;
}
