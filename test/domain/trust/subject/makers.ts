/** How each mistake is made, by its name: from a configuration to the wrong credential. Not a test. */
import { createHash } from 'node:crypto';
import { cloud } from '../../../../src/domain/cloud/cloud.ts';
import { encodeGuid, encodeGuidPrintedOrder, encodeGuidText } from '../../../../src/domain/guid.ts';
import type { Certificate } from '../../../../src/domain/signed-file/model.ts';
import type { DiffContext } from '../../../../src/domain/trust/diff.ts';
import type { MistakeName } from '../../../../src/domain/trust/mistakes/mistakes.ts';
import type { PresentedTrust, TrustVersion } from '../../../../src/domain/trust/trust.ts';
import {
  authorities,
  comma,
  nonAscii,
  otherSelfSigned,
  type Setup,
  selfSignedOf,
  trustOf,
  withState,
} from './setups.ts';

export interface Maker {
  readonly version: TrustVersion;
  readonly certificate: (setup: Setup) => Certificate;
  readonly make: (right: Right, setup: Setup) => Partial<Right>;
  readonly hints?: (setup: Setup) => DiffContext;
}

/** The right credential, all three claims. */
export interface Right {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

const self = selfSignedOf;
const issued = () => withState;

const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text);
const hex = (text: string | Uint8Array) => sha256(text).digest('hex');
const base64url = (text: string | Uint8Array) => sha256(text).digest('base64url');

/** A mistake in the subject of a self-signed component. */
function inSubject(change: (subject: string, setup: Setup) => string, hints?: Maker['hints']): Maker {
  return {
    version: 2,
    certificate: self,
    make: ({ subject }, setup) => ({ subject: change(subject, setup) }),
    ...(hints && { hints }),
  };
}

function inHash(change: (certificate: Certificate) => string, hints?: Maker['hints']): Maker {
  return inSubject((subject, setup) => subject.replace(self(setup).sha256, change(self(setup))), hints);
}

function inIssuer(change: (issuer: string, setup: Setup) => string): Maker {
  return { version: 2, certificate: self, make: ({ issuer }, setup) => ({ issuer: change(issuer, setup) }) };
}

function inAudience(change: (audience: string, setup: Setup) => string): Maker {
  return { version: 2, certificate: self, make: ({ audience }, setup) => ({ audience: change(audience, setup) }) };
}

/** A version 2 subject over other texts of the two names. */
function inNames(issuer: string, subject: string): Maker {
  return {
    version: 2,
    certificate: () => withState,
    make: (right) => ({
      subject: right.subject.replace(/\/i\/.*$/, `/i/${base64url(issuer)}/s/${base64url(subject)}`),
    }),
  };
}

const otherCloud = ({ cloud: id }: Setup) => (id === 'china' ? 'gcchigh' : 'china');
const pem = ({ der }: Certificate) =>
  `-----BEGIN CERTIFICATE-----\n${(
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  ).join('\n')}\n-----END CERTIFICATE-----\n`;
const pfx = Buffer.concat([Buffer.from([0x30, 0x82, 0x01, 0x00, 0x02, 0x01, 0x03]), Buffer.alloc(253, 7)]);

const ca = 'CN=Fabrikam Trusted G4 Code Signing RSA4096 SHA384 2021 CA1, O="Fabrikam, Inc.", C=US';
const signer = 'CN=Contoso Software, O="Contoso, Inc.", L=Redmond, S=Washington, C=US';
const withoutBlank = (text: string) => text.replaceAll(/, (?=[A-Z]+=)/g, ',');

function withDashes(issuer: string, { environmentId }: Setup): string {
  return issuer.replace(/^https:\/\/[^.]+\.[^.]+/, `https://${environmentId.slice(0, -2)}.${environmentId.slice(-2)}`);
}

/** A whole credential of version 0, with the audience that version 0 was seen to need. */
function legacyOf(setup: Setup): Right {
  const { issuer, subject } = trustOf(setup, self(setup), 0);
  return { issuer: issuer ?? '', subject: subject ?? '', audience: 'api://azureadtokenexchange' };
}

export const makers: Readonly<Record<MistakeName, Maker>> = {
  'subject-malformed': inHash(({ sha256: hash }) => hash.slice(0, -1)),
  'subject-placeholder': inSubject((subject, { tenantId }) =>
    subject.replace(encodeGuid(tenantId), '{encodedTenantId}'),
  ),
  'subject-path-converted': inSubject((subject) => `C:/Program Files/Git${subject}`),
  'version-record-2-fic-0': { version: 2, certificate: self, make: (_, setup) => legacyOf(setup) },
  'issuer-environment-host': {
    version: 0,
    certificate: self,
    make: (_, setup) => ({ ...legacyOf(setup), issuer: withDashes(legacyOf(setup).issuer, setup) }),
  },
  'tenant-big-endian': inSubject((subject, { tenantId }) =>
    subject.replace(encodeGuid(tenantId), encodeGuidPrintedOrder(tenantId)),
  ),
  'tenant-raw-guid': inSubject((subject, { tenantId }) => subject.replace(encodeGuid(tenantId), tenantId)),
  'tenant-base64-of-text': inSubject((subject, { tenantId }) =>
    subject.replace(encodeGuid(tenantId), encodeGuidText(tenantId)),
  ),
  'tenant-standard-base64': inSubject((subject, { tenantId }) =>
    subject.replace(encodeGuid(tenantId), Buffer.from(encodeGuid(tenantId), 'base64url').toString('base64')),
  ),
  'tenant-other': inSubject((subject, { tenantId, otherId }) =>
    subject.replace(encodeGuid(tenantId), encodeGuid(otherId)),
  ),
  'environment-is-organization': inSubject(
    (subject, { environmentId, organizationId }) => subject.replace(environmentId, organizationId),
    ({ organizationId }) => ({ organizationId }),
  ),
  'environment-without-dashes': inSubject((subject, { environmentId }) =>
    subject.replace(environmentId, environmentId.replaceAll('-', '')),
  ),
  'environment-upper-case': inSubject((subject, { environmentId }) =>
    subject.replace(environmentId, `{${environmentId.toUpperCase()}}`),
  ),
  'environment-other': inSubject((subject, { environmentId, otherId }) => subject.replace(environmentId, otherId)),
  'hash-segment-long': inSubject((subject) => subject.replace('/h/', '/hash/')),
  'hash-upper-case': inHash(({ sha256: hash }) => hash.toUpperCase()),
  'hash-base64url': inHash(({ sha256: hash }) => Buffer.from(hash, 'hex').toString('base64url')),
  'hash-sha1': inHash(({ sha1 }) => sha1),
  'hash-of-pem': inHash((certificate) => hex(pem(certificate))),
  'hash-of-pfx': inHash(
    () => hex(pfx),
    () => ({ otherFiles: [pfx] }),
  ),
  'hash-old-certificate': inHash(
    () => otherSelfSigned.sha256,
    () => ({ otherCertificates: [otherSelfSigned] }),
  ),
  'kind-hash-for-issued': {
    version: 2,
    certificate: issued,
    make: ({ subject }, _setup) => ({ subject: subject.replace(/\/i\/.*$/, `/h/${withState.sha256}`) }),
  },
  'kind-issued-for-self-signed': {
    version: 2,
    certificate: self,
    make: ({ subject }, setup) => {
      const [name] = self(setup).names;
      return { subject: subject.replace(/\/h\/.*$/, `/i/${name?.issuerHash}/s/${name?.subjectHash}`) };
    },
  },
  'version-record-2-fic-1': {
    version: 2,
    certificate: issued,
    make: (_, setup) => presented(setup, withState, 1),
  },
  'version-record-1-fic-2': {
    version: 1,
    certificate: issued,
    make: (_, setup) => presented(setup, withState, 2),
  },
  'version-record-null-fic-1': {
    version: 0,
    certificate: self,
    make: (_, setup) => presented(setup, self(setup), 1),
  },
  'dn-openssl-order': inNames(
    'C=US, O="Fabrikam, Inc.", CN=Fabrikam Trusted G4 Code Signing RSA4096 SHA384 2021 CA1',
    'C=US, S=Washington, L=Redmond, O="Contoso, Inc.", CN=Contoso Software',
  ),
  'dn-st-for-s': inNames(ca, signer.replace('S=', 'ST=')),
  'dn-no-space': inNames(withoutBlank(ca), withoutBlank(signer)),
  'dn-cn-only': inNames('Fabrikam Trusted G4 Code Signing RSA4096 SHA384 2021 CA1', 'Contoso Software'),
  'dn-root-issuer': {
    ...inNames(authorities.root.subject, signer),
    hints: () => ({ chain: [withState, authorities.codeSigning, authorities.root] }),
  },
  'dn-hex-hash': {
    version: 2,
    certificate: issued,
    make: ({ subject }) => ({ subject: subject.replace(/\/i\/.*$/, `/i/${hex(ca)}/s/${hex(signer)}`) }),
  },
  'dn-trailing-newline': inNames(`${ca}\n`, `${signer}\n`),
  'dn-swapped': inNames(signer, ca),
  'cn-comma': {
    version: 1,
    certificate: () => comma,
    make: (_, setup) => ({
      subject: trustOf(setup, withState, 1).subject?.replace(/\/s\/[^/]*$/, '/s/Contoso, Inc.') ?? '',
    }),
  },
  'cn-non-ascii': {
    version: 1,
    certificate: () => nonAscii,
    make: (_, setup) => ({
      subject:
        trustOf(setup, withState, 1).subject?.replace(/\/i\/.*$/, '/i/Northwind Issuing CA 1/s/Müller GmbH') ?? '',
    }),
  },
  'prefix-wrong-cloud': inSubject((subject, setup) =>
    subject.replace(/^\/eid1\/c\/[a-z]+/, cloud(otherCloud(setup)).subjectPrefix.value ?? ''),
  ),
  'app-segment-own-app': inSubject(
    (subject, { applicationId }) => subject.replace('qzXoWDkuqUa3l6zM5mM0Rw', encodeGuid(applicationId)),
    ({ applicationId }) => ({ applicationId }),
  ),
  'app-segment-test': inSubject((subject) => subject.replace('qzXoWDkuqUa3l6zM5mM0Rw', 'L5f3f5fVhEuUXYRgAT1Q4w')),
  'subject-case': inSubject((subject) => subject.toUpperCase()),
  'subject-blank': inSubject((subject) => `${subject}\n`),
  'subject-percent-encoded': inSubject((subject) => encodeURIComponent(subject)),
  'issuer-v1': inIssuer((_, { tenantId }) => `https://sts.windows.net/${tenantId}/`),
  'issuer-no-v2': inIssuer((issuer) => issuer.replace('/v2.0', '')),
  'issuer-trailing-slash': inIssuer((issuer) => `${issuer}/`),
  'issuer-missing-slash': inIssuer((issuer, { tenantId }) => issuer.replace(`/${tenantId}`, tenantId)),
  'issuer-common': inIssuer((issuer, { tenantId }) => issuer.replace(tenantId, 'common')),
  'issuer-other-tenant': inIssuer((issuer, { tenantId, otherId }) => issuer.replace(tenantId, otherId)),
  'issuer-wrong-cloud': inIssuer((issuer, setup) =>
    issuer.replace(/\/\/[^/]+/, `//${cloud(otherCloud(setup)).ficIssuerHost.value}`),
  ),
  'issuer-version-0': inIssuer((_, setup) => trustOf(setup, self(setup), 0).issuer ?? ''),
  'issuer-typo-enviornment': {
    version: 0,
    certificate: self,
    make: ({ issuer }) => ({ issuer: issuer.replace('environment', 'enviornment') }),
  },
  'audience-case': inAudience((audience) => audience.replace('TokenExchange', 'Tokenexchange')),
  'audience-version-0': inAudience(() => 'api://azureadtokenexchange'),
  'audience-wrong-cloud': inAudience((_, setup) => cloud(otherCloud(setup)).ficAudience.value ?? ''),
  'audience-app-uri': inAudience((_, { applicationId }) => `api://${applicationId}`),
};

function presented(setup: Setup, certificate: Certificate, version: TrustVersion): Right {
  return right(trustOf(setup, certificate, version));
}

export function right({ issuer, subject, audience }: PresentedTrust): Right {
  return { issuer: issuer ?? '', subject: subject ?? '', audience: audience ?? '' };
}

/** Mistakes that show in a credential itself, if it is given whole. */
export const makersAlone = (Object.entries(makers) as [MistakeName, Maker][]).filter(([name]) => {
  const needsTheRightValue =
    /^(tenant-other|environment-(is|other)|hash-(of|old)|kind-|version-|dn-(?!hex)|audience-version|cn-)/;
  return !needsTheRightValue.test(name) || name === 'audience-version-0';
});

export const certificatesOfEveryKind = [otherSelfSigned, withState, comma, nonAscii];
