/** Credentials in the form of another version than the record's, and wrong hashes of certificate names. */
import { createHash } from 'node:crypto';
import { mintClaims } from '../platform/mint.ts';
import type { Parts } from './base.ts';
import type { Scenario } from './scenario.ts';
import { signerOf, subjectFault } from './trust-subject.ts';

/** Claims for another version than the record's. */
function claimsOfVersion(parts: Parts, version: number) {
  const { world, environment, record, component, claims } = parts;
  const presents = component.presents ?? { certificate: '' };
  return mintClaims({ cloud: world.cloud, environment, record: { ...record, version }, presents }) ?? claims;
}

const certificatePart = (subject: string, part: string) => subject.replace(/\/(h|i)\/.*$/s, part);

/** `/i/{issuer}/s/{subject}` with a mistake applied to each name. */
function hashed(change: (name: string) => string) {
  return (subject: string, parts: Parts) => {
    const { issuer, subject: own } = signerOf(parts);
    return certificatePart(subject, `/i/${change(issuer)}/s/${change(own)}`);
  };
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

/** Commas inside quotes belong to a value. */
const relativeNames = (name: string) => name.split(/, (?=(?:[^"]*"[^"]*")*[^"]*$)/);
const commonName = (name: string) => /(?:^|, )CN=("[^"]*"|[^,]*)/.exec(name)?.[1]?.replaceAll('"', '') ?? name;
const opensslNames = (name: string) => name.replace(/(^|, )S=/, '$1ST=').replace(/(^|, )E=/, '$1emailAddress=');

const issued = { version: 2, content: 'issued-public-plain-cn', environmentType: 'Production' } as const;
const plain = { version: 2, content: 'issued-plain', environmentType: 'Production' } as const;

const nameFaults: readonly Scenario[] = [
  subjectFault(
    'dn-openssl-order',
    'The names were hashed in certificate order',
    hashed((name) => digest(relativeNames(name).reverse().join(', '))),
    { base: issued },
  ),
  subjectFault(
    'dn-st-for-s',
    'The names were hashed with ST= and emailAddress=, as openssl prints them',
    hashed((name) => digest(opensslNames(name))),
    { base: issued },
  ),
  subjectFault(
    'dn-no-space',
    'The names were hashed without the space after each comma',
    hashed((name) => digest(relativeNames(name).join(','))),
    { base: issued },
  ),
  subjectFault(
    'dn-cn-only',
    'Only the common names were hashed',
    hashed((name) => digest(commonName(name))),
    { base: issued },
  ),
  subjectFault(
    'dn-hex-hash',
    'The name hashes are hexadecimal instead of base64url',
    hashed((name) => createHash('sha256').update(name).digest('hex')),
    { base: issued },
  ),
  subjectFault(
    'dn-trailing-newline',
    'A newline was hashed with each name',
    hashed((name) => digest(`${name}\n`)),
    { base: issued },
  ),
  subjectFault(
    'dn-root-issuer',
    "The subject contains the root CA's name instead of the immediate issuer's",
    (subject, parts) => {
      const { issuerOfIssuer, subjectHash } = signerOf(parts);
      return certificatePart(subject, `/i/${digest(issuerOfIssuer ?? '')}/s/${subjectHash}`);
    },
    { base: issued },
  ),
  subjectFault(
    'dn-swapped',
    'The hashes of issuer and subject are swapped',
    (subject, parts) => {
      const { issuerHash, subjectHash } = signerOf(parts);
      return certificatePart(subject, `/i/${subjectHash}/s/${issuerHash}`);
    },
    { base: issued },
  ),
];

const kinds: readonly Scenario[] = [
  subjectFault(
    'kind-hash-for-issued',
    'The credential names the certificate by its hash, although a CA issued it',
    (subject, parts) => certificatePart(subject, `/h/${signerOf(parts).sha256}`),
    { base: plain },
  ),
  subjectFault(
    'kind-issued-for-self-signed',
    'The credential names issuer and subject, although the certificate is self-signed',
    (subject, parts) => {
      const { issuerHash, subjectHash } = signerOf(parts);
      return certificatePart(subject, `/i/${issuerHash}/s/${subjectHash}`);
    },
    { base: { version: 2 } },
  ),
];

const versions: readonly Scenario[] = [
  subjectFault(
    'version-record-2-fic-1',
    'The record is version 2; the credential has the form of version 1',
    (_, parts) => claimsOfVersion(parts, 1).subject,
    { base: plain },
  ),
  subjectFault(
    'version-record-1-fic-2',
    'The record is version 1; the credential has the form of version 2',
    (_, parts) => claimsOfVersion(parts, 2).subject,
    { base: { ...plain, version: 1 } },
  ),
  {
    id: 'version-record-null-fic-1',
    title: 'The version of the record is empty, which means 0; the credential has the form of version 1',
    findings: ['version-record-null-fic-1'],
    repairable: true,
    fails: 700211,
    inject({ record }) {
      record.version = null;
    },
  },
  {
    id: 'version-0-deprecated',
    title: 'Everything works with the deprecated version 0',
    findings: ['version-0-deprecated'],
    repairable: true,
    fails: null,
    inject(parts) {
      const { record, credential } = parts;
      record.version = 0;
      const { issuer, subject, audience } = claimsOfVersion(parts, 0);
      Object.assign(credential, { issuer, subject, audiences: [audience] });
    },
  },
];

/** A version 1 subject with the raw common name, as people compute it. */
const rawCommonNames = (_: string, parts: Parts) => {
  const { issuerCommonName, subjectCommonName } = signerOf(parts);
  return certificatePart(parts.claims.subject, `/i/${issuerCommonName}/s/${subjectCommonName}`);
};

/** The baseline is the same certificate with version 2: nothing else makes these names work. */
const commonNames: readonly Scenario[] = [
  subjectFault(
    'cn-comma',
    'Version 1 with a comma in the common name',
    (subject, parts) => {
      parts.record.version = 1;
      return rawCommonNames(subject, parts);
    },
    { base: { ...issued, content: 'issued-public' } },
  ),
  subjectFault(
    'cn-non-ascii',
    'Version 1 with a common name that is not ASCII',
    (subject, parts) => {
      parts.record.version = 1;
      return rawCommonNames(subject, parts);
    },
    { base: { ...issued, content: 'issued-non-ascii' }, fails: 70050 },
  ),
];

export const versionScenarios: readonly Scenario[] = [...nameFaults, ...kinds, ...versions, ...commonNames];
