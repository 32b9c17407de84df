import { expect } from 'chai';
import type { Certificate, PlatformNames, SignedFile } from '../../../src/domain/signed-file/model.ts';
import { failure } from '../../thrown.ts';
import {
  assemblyRows,
  type CertificateTruth,
  certificateRows,
  containerRows,
  packageRows,
  read,
  type SignedRow,
} from './fixtures.ts';

describe('reading certificates', () => {
  for (const { file, expected } of certificateRows()) {
    it(file, async () => {
      const { certificate, kind } = await read(file);
      expect(kind).to.equal('certificate');
      const found = must(certificate);
      expectFacts(found, expected);
      const { verifiesWithOwnKey, serialNumber, keyAlgorithm, signatureAlgorithm, extendedKeyUsage } = expected;
      expect(found).to.deep.include({
        verifiesWithOwnKey,
        serialNumber,
        keyAlgorithm,
        signatureAlgorithm,
        extendedKeyUsage,
      });
      expect(hex(found.subjectDer)).to.equal(expected.subjectDer);
      expect(hex(found.issuerDer)).to.equal(expected.issuerDer);
      expect(onLinux(found)).to.include({ subjectHash: expected.subjectHash, issuerHash: expected.issuerHash });
    });
  }

  it('gives the Windows form first where the platforms differ, and says why', async () => {
    const certificate = must((await read('certificates/issued-eidas.cer')).certificate);
    expect(certificate.names.map(({ platform }) => platform)).to.deep.equal(['windows', 'linux']);
    expect(certificate.subject).to.equal('CN=Contoso Oy, O=Contoso Oy, OID.2.5.4.97=VATFI-01234567, C=FI');
    expect(certificate.namesDiffer).to.contain('OID.2.5.4.97').and.to.contain('organizationIdentifier');
  });

  it('names the bits of the key usage', async () => {
    const certificate = must((await read('certificates/ca-root.cer')).certificate);
    expect(certificate.keyUsage).to.deep.equal(['keyCertSign', 'cRLSign']);
  });
});

describe('reading containers', () => {
  const truth = new Map(certificateRows().map(({ file, expected }) => [file, expected]));
  for (const { file, password, story, expects, certificate } of containerRows()) {
    it(`${file}: ${story}`, async () => {
      if (expects === 'error') {
        expect((await failure(read(file, password))).id).to.be.oneOf(readable);
        return;
      }
      expectFacts(must((await read(file, password)).certificate), must(truth.get(certificate ?? '')));
    });
  }

  it('distinguishes a missing password from a wrong one', async () => {
    expect((await failure(read('containers/aes256.pfx'))).id).to.equal('password-missing');
    expect((await failure(read('containers/aes256.pfx', 'other'))).id).to.equal('password-wrong');
    expect((await failure(read('containers/wrong-password.pfx', 'other'))).id).to.equal('password-wrong');
  });

  it('follows the chain from the leaf up', async () => {
    for (const file of ['containers/chain.pem', 'containers/chain-reversed.pem', 'containers/chain.p7b']) {
      const { chain } = await read(file);
      expect(
        chain.map(({ subjectCommonNames }) => subjectCommonNames[0]),
        file,
      ).to.deep.equal([
        'Contoso, Inc.',
        'Fabrikam Trusted G4 Code Signing RSA4096 SHA384 2021 CA1',
        'Fabrikam Trusted Root G4',
      ]);
    }
  });
});

describe('reading assemblies', () => {
  for (const row of assemblyRows()) it(`${row.file}: ${row.story}`, () => expectRow(row));

  it('distinguishes a strong name from no signature', async () => {
    expect((await read('assemblies/strong-name-only.dll')).unsigned).to.equal('strong-name-only');
    expect((await read('assemblies/unsigned.dll')).unsigned).to.equal('nothing');
  });

  it('lists the other signer of a nested signature', async () => {
    const { otherSigners } = await read('assemblies/nested.dll');
    expect(otherSigners.map(({ subjectCommonNames }) => subjectCommonNames)).to.deep.equal([['Contoso, Inc.']]);
    expect((await read('assemblies/nested-same.dll')).otherSigners).to.deep.equal([]);
  });
});

describe('reading packages', () => {
  for (const row of packageRows()) it(`${row.file}: ${row.story}`, () => expectRow(row));

  it('reports what exists instead of an author signature', async () => {
    expect((await read('packages/unsigned.nupkg')).unsigned).to.equal('nothing');
    expect((await read('packages/unsigned-signed-dll.nupkg')).unsigned).to.equal('signed-dll-inside');
    expect(await read('packages/repository.nupkg')).to.include({
      unsigned: 'repository-only',
      signedByRepository: 'CN=Contoso Software, O="Contoso, Inc.", L=Redmond, S=Washington, C=US',
    });
  });
});

const readable = ['file-broken', 'file-not-recognised', 'password-wrong', 'certificate-not-in-file'];

async function expectRow(row: SignedRow): Promise<void> {
  if (row.expects === 'error') {
    const error = await failure(read(row.file));
    expect(error.id).to.be.oneOf(['file-broken', 'file-not-recognised']);
    expect(error.args).to.have.property('file', row.file);
    expect(error.args.detail).to.be.a('string').and.not.equal('');
    return;
  }
  const file = await read(row.file);
  if (row.expects === 'unsigned') {
    expect(file.certificate).to.equal(null);
    expect(file.unsigned === 'repository-only').to.equal(row.signedBy === 'repository');
    return;
  }
  expectFacts(must(file.certificate), must(row.certificate));
  expectSignature(file.signature, must(row.signature));
}

/** `intact` null in a row: the tools do not agree, so it is not compared. */
function expectSignature(found: SignedFile['signature'], expected: SignedFile['signature']): void {
  expect({ ...found, intact: expected.intact === null ? null : found.intact }).to.deep.equal(expected);
}

/** The rows hold what .NET printed on Linux. */
function expectFacts(found: Certificate, expected: CertificateTruth): void {
  const { sha1, sha256, notBefore, notAfter, sameName, subject, issuer } = expected;
  expect(found).to.include({ sha1, sha256, notBefore, notAfter, selfSigned: sameName });
  expect(onLinux(found)).to.include({ subject, issuer });
}

function onLinux({ names }: Certificate): PlatformNames {
  return must(names.at(-1));
}

function must<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('missing');
  return value;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}
