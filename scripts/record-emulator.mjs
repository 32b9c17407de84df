/**
 * Writes what the emulator knows about certificates and components, from the fixtures, which other programs made:
 * `recorded.json` (names, hashes and thumbprints as .NET gave them) and `content.json` (the signed files themselves).
 * Run it when fixtures change: `node scripts/record-emulator.mjs`. A test compares the result with the fixtures.
 */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const fixtures = new URL('../test/fixtures/', import.meta.url);
const target = new URL('../src/emulator/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'));

const contents = [
  'assemblies/self-rsa.dll',
  'assemblies/self-full.dll',
  'assemblies/self-expired.dll',
  'assemblies/self-not-yet.dll',
  'assemblies/self-eku-email.dll',
  'assemblies/self-renewed-old.dll',
  'assemblies/self-renewed-new.dll',
  'assemblies/issued-plain.dll',
  'assemblies/issued-public.dll',
  'assemblies/issued-public-plain-cn.dll',
  'assemblies/issued-email.dll',
  'assemblies/issued-enterprise.dll',
  'assemblies/issued-ev.dll',
  'assemblies/issued-non-ascii.dll',
  'assemblies/issued-renewed-old.dll',
  'assemblies/issued-renewed-new.dll',
  'assemblies/sha1.dll',
  'assemblies/nested.dll',
  'assemblies/tampered-code.dll',
  'assemblies/strong-name-only.dll',
  'assemblies/unsigned.dll',
  'packages/author-self-rsa.nupkg',
  'packages/author-issued-plain.nupkg',
  'packages/author-issued-public.nupkg',
  'packages/tampered-content.nupkg',
  'packages/unsigned-signed-dll.nupkg',
];

const name = (file) => file.replace(/^.*\/(.*)\.\w+$/, '$1');
const { certificates } = read('certificates.json');
const { trusts } = read('trusts.json');
const signed = [...read('assemblies.json').assemblies, ...read('packages.json').packages];

/** The version 2 subject's hashes: where platforms print a name differently, trusts.json has the documented form. */
function hashes(file) {
  const row = trusts.find((trust) => trust.file === file);
  const subject = row?.trusts.find((trust) => trust.version === 2)?.subject ?? '';
  return /\/i\/([\w-]{43})\/s\/([\w-]{43})$/.exec(subject)?.slice(1);
}

/** The mistake of hashing the PEM file: the bytes that `openssl x509` writes. */
function pemSha256(file) {
  const base64 = readFileSync(new URL(file, fixtures)).toString('base64');
  const pem = `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
  return createHash('sha256').update(pem).digest('hex');
}

const recorded = certificates.map(({ file, issuerFile, expected }) => {
  const [issuerHash, subjectHash] = hashes(file) ?? [expected.issuerHash, expected.subjectHash];
  const issuing = certificates.find((candidate) => candidate.file === issuerFile);
  return {
    fixture: file,
    subject: expected.subject,
    issuer: expected.issuer,
    issuerOfIssuer: issuing === undefined ? null : issuing.expected.issuer,
    subjectCommonName: expected.subjectCommonName,
    issuerCommonName: expected.issuerCommonName,
    sha1: expected.sha1,
    sha256: expected.sha256,
    pemSha256: pemSha256(file),
    subjectHash,
    issuerHash,
    selfSigned: expected.sameName,
  };
});

const content = contents.map((file) => {
  const row = signed.find((candidate) => candidate.file === file);
  const signer = certificates.find((candidate) => candidate.expected.sha256 === row.certificate?.sha256);
  return {
    fixture: file,
    certificate: signer === undefined ? null : name(signer.file),
    base64: readFileSync(new URL(file, fixtures)).toString('base64'),
  };
});

function byName(rows) {
  const named = Object.fromEntries(rows.map((row) => [name(row.fixture), row]));
  if (Object.keys(named).length < rows.length) throw new Error('two files have the same name');
  return named;
}

/** By name of the file in `src/emulator`. */
export const records = { 'recorded.json': byName(recorded), 'content.json': byName(content) };

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const [file, rows] of Object.entries(records)) {
    writeFileSync(new URL(file, target), `${JSON.stringify(rows, null, 2)}\n`);
  }
}
