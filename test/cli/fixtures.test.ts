/** Every recorded value of other programs, through the built command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { jsonOf, type Ran, runPpmi } from '../run-ppmi.ts';

const folder = 'test/fixtures';
const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

interface Claims {
  readonly subject: string;
  readonly issuer: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly sameName: boolean;
  readonly notBefore: string;
  readonly notAfter: string;
}

interface SignedRow {
  readonly file: string;
  readonly expects: 'signed' | 'unsigned' | 'error';
  readonly certificate?: Claims;
  readonly signature?: { readonly intact?: boolean | null };
}

interface Shown {
  readonly certificate: ShownCertificate;
  readonly signature: object;
}

interface ShownCertificate extends Omit<Claims, 'sameName'> {
  readonly selfSigned: boolean;
  readonly verifiesWithOwnKey: boolean | null;
  readonly serialNumber: string;
  readonly keyAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly extendedKeyUsage: readonly string[] | null;
  readonly names: readonly {
    platform: string;
    subject: string;
    issuer: string;
    subjectHash: string;
    issuerHash: string;
  }[];
}

interface CertificateRow {
  readonly file: string;
  readonly expected: Claims & {
    readonly subjectHash: string;
    readonly issuerHash: string;
    readonly verifiesWithOwnKey: boolean | null;
    readonly serialNumber: string;
    readonly keyAlgorithm: string;
    readonly signatureAlgorithm: string;
    readonly extendedKeyUsage: readonly string[] | null;
  };
}

interface ContainerRow {
  readonly file: string;
  readonly password: string | null;
  /** File of the certificate that must come out; null: an error. */
  readonly certificate: string | null;
}

interface TrustRow {
  readonly file: string;
  readonly cloud: string;
  readonly tenant: string;
  readonly environment: string;
  readonly trusts: readonly Trust[];
}

interface Trust {
  readonly version: number;
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly audience: string | null;
  readonly confidence: string;
  readonly alternatives: readonly string[];
  readonly issuerAlternatives: readonly string[];
}

const show = (file: string) => ['certificate', 'show', `${folder}/${file}`, '--json'];
const shown = (ran: Ran) => jsonOf(ran) as unknown as Shown;

describe('recorded values through the built command line', () => {
  for (const kind of ['assemblies', 'packages'] as const) {
    it(`${kind}: signer, signature and exit code`, async () => {
      const rows = fixture(kind)[kind] as SignedRow[];
      const rans = await Promise.all(rows.map(({ file }) => runPpmi(show(file))));
      for (const [index, row] of rows.entries()) expectSigned(row, rans[index] as Ran);
    });
  }

  it('certificates: names, hashes and all other values as .NET prints them', async () => {
    const rows = fixture('certificates').certificates as CertificateRow[];
    const rans = await Promise.all(rows.map(({ file }) => runPpmi(show(file))));
    for (const [index, row] of rows.entries()) expectCertificate(row, shown(rans[index] as Ran).certificate);
  });

  it('containers: the expected certificate, or one clear error', async () => {
    const rows = fixture('containers').containers as ContainerRow[];
    const sources = new Map((fixture('certificates').certificates as CertificateRow[]).map((row) => [row.file, row]));
    const passwords = mkdtempSync(join(tmpdir(), 'ppmi-test-'));
    try {
      const rans = await Promise.all(
        rows.map(({ file, password }, index) => {
          if (password === null) return runPpmi(show(file));
          const passwordFile = join(passwords, String(index));
          writeFileSync(passwordFile, `${password}\n`);
          return runPpmi([...show(file), '--password-file', passwordFile]);
        }),
      );
      for (const [index, { file, certificate }] of rows.entries()) {
        const ran = rans[index] as Ran;
        expect(ran.code, file).to.equal(certificate === null ? 2 : 0);
        if (certificate === null) expect(jsonOf(ran), file).to.have.property('error');
        else expect(shown(ran).certificate.sha256, file).to.equal(sources.get(certificate)?.expected.sha256);
      }
    } finally {
      rmSync(passwords, { recursive: true });
    }
  });

  it('trusts: issuer, subject and audience of every version in every cloud', async () => {
    const rows = fixture('trusts').trusts as TrustRow[];
    const lines = rows.map(({ file, cloud, tenant, environment }) => [
      ...['subject', 'show', `${folder}/${file}`, '--json'],
      ...['--cloud', cloud, '--tenant', tenant, '--environment-id', environment],
    ]);
    const rans = await Promise.all(lines.map((line) => runPpmi(line)));
    for (const [index, row] of rows.entries()) {
      const { trusts } = jsonOf(rans[index] as Ran) as unknown as { trusts: Trust[] };
      for (const [version, expected] of row.trusts.entries()) expectTrust(expected, trusts[version] as Trust, row.file);
    }
  });
});

function expectSigned({ file, expects, certificate, signature }: SignedRow, ran: Ran): void {
  const codes = { signed: signature?.intact === false ? 1 : 0, unsigned: 1, error: 2 };
  if (signature?.intact !== null) expect(ran.code, file).to.equal(codes[expects]);
  if (expects === 'error') {
    expect(jsonOf(ran).error, file).to.have.keys('code', 'name', 'message', 'fix', 'finding');
    return;
  }
  if (certificate === undefined) {
    expect(shown(ran).certificate, file).to.equal(null);
    return;
  }
  const { sameName, subject, issuer, ...claims } = certificate;
  expect(shown(ran).certificate, file).to.deep.include({ ...claims, selfSigned: sameName });
  expect(namesOnLinux(shown(ran).certificate), file).to.deep.include({ subject, issuer });
  // Null: the tools do not agree, so it is not checked.
  const { intact, ...settled } = signature ?? {};
  expect(shown(ran).signature, file).to.deep.include(intact === null ? settled : signature);
}

/** The recorded names are those of .NET on Linux. */
function namesOnLinux({ names }: ShownCertificate) {
  return names.find(({ platform }) => platform !== 'windows');
}

function expectCertificate({ file, expected }: CertificateRow, actual: ShownCertificate): void {
  expect(namesOnLinux(actual), file).to.deep.include({
    subject: expected.subject,
    issuer: expected.issuer,
    subjectHash: expected.subjectHash,
    issuerHash: expected.issuerHash,
  });
  expect(actual, file).to.deep.include({
    sha1: expected.sha1,
    sha256: expected.sha256,
    selfSigned: expected.sameName,
    notBefore: expected.notBefore,
    notAfter: expected.notAfter,
    serialNumber: expected.serialNumber,
    verifiesWithOwnKey: expected.verifiesWithOwnKey,
    keyAlgorithm: expected.keyAlgorithm,
    signatureAlgorithm: expected.signatureAlgorithm,
    extendedKeyUsage: expected.extendedKeyUsage,
  });
}

/** A null of the recorded row is not checked, but for a subject, which must not be predicted then. */
function expectTrust(expected: Trust, actual: Trust, file: string): void {
  const where = `${file}, version ${expected.version}`;
  expect(actual.version, where).to.equal(expected.version);
  expect(actual.subject, where).to.equal(expected.subject);
  if (expected.issuer !== null) expect(actual.issuer, where).to.equal(expected.issuer);
  if (expected.audience !== null) expect(actual.audience, where).to.equal(expected.audience);
  expect(actual.confidence, where).to.equal(expected.confidence);
  expect(actual.alternatives, where).to.include.members([...expected.alternatives]);
  expect(actual.issuerAlternatives, where).to.include.members([...expected.issuerAlternatives]);
}
