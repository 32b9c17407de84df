import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { PpmiError } from '../../../src/domain/errors.ts';
import { readClientCertificate } from '../../../src/net/sign-in/client-certificate.ts';
import { growth, mostGrowth } from '../../cpu-time.ts';

const containers = 'test/fixtures/containers';
const source = readFileSync(`${containers}/key-and-leaf.pem`, 'utf8');

describe('readClientCertificate', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-certificate-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const written = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const failure = async (file: string, password: string | null = null): Promise<string> => {
    try {
      await readClientCertificate(file, password);
    } catch (error) {
      return (error as PpmiError).id;
    }
    return 'nothing was thrown';
  };
  const encrypted = () =>
    createPrivateKey(source)
      .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'pä ss' })
      .toString() + new X509Certificate(source);

  it('finds the certificate of the key in any order', async () => {
    const others = readFileSync(`${containers}/chain.pem`, 'utf8');
    const { sha256, chain, privateKey } = await readClientCertificate(written('order.pem', others + source), null);
    const leaf = new X509Certificate(source);
    expect(sha256).to.equal(leaf.fingerprint256.replaceAll(':', ''));
    expect(new X509Certificate(chain).fingerprint256).to.equal(leaf.fingerprint256);
    expect(leaf.checkPrivateKey(createPrivateKey(privateKey))).to.equal(true);
  });

  it('opens an encrypted key with its password only', async () => {
    const file = written('encrypted.pem', encrypted());
    expect((await readClientCertificate(file, 'pä ss')).privateKey).to.contain('-----BEGIN PRIVATE KEY-----');
    expect(await failure(file)).to.equal('password-missing');
    expect(await failure(file, 'wrong')).to.equal('password-wrong');
  });

  for (const [name, password] of [
    ['aes256.pfx', 'p@ss wörd'],
    ['aes256-chain-first.pfx', 'secret'],
    ['3des-chain.pfx', 'secret'],
    ['rc2-40.pfx', 'secret'],
    ['empty-password.pfx', ''],
    ['empty-password.pfx', null],
  ] as const) {
    it(`reads ${name} with ${password === null ? 'no password' : `"${password}"`}`, async () => {
      const { sha256, chain, privateKey } = await readClientCertificate(`${containers}/${name}`, password);
      const leaf = new X509Certificate(chain);
      expect(leaf.checkPrivateKey(createPrivateKey(privateKey))).to.equal(true);
      expect(sha256).to.equal(leaf.fingerprint256.replaceAll(':', ''));
    });
  }

  it('reports the problem of a PFX', async () => {
    expect(await failure(`${containers}/aes256.pfx`)).to.equal('password-missing');
    expect(await failure(`${containers}/aes256.pfx`, 'wrong')).to.equal('password-wrong');
    expect(await failure(`${containers}/ecdsa.pfx`, 'secret')).to.equal('file-not-recognised');
    expect(await failure(`${containers}/chain.p7b`)).to.equal('file-not-recognised');
  });

  it('reports the problem of a file', async () => {
    expect(await failure(join(folder, 'none'))).to.equal('file-unreadable');
    expect(await failure(`${containers}/leaf.pem`)).to.equal('certificate-not-in-file');
    expect(await failure(`${containers}/key-only.pem`)).to.equal('certificate-not-in-file');
    expect(await failure(written('broken.pem', source.replace('MIIEv', 'AAAAA')))).to.equal('file-broken');
  });

  it('L10: a key that asks for a thousand million iterations is refused before OpenSSL opens it', async () => {
    const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
      const content = Buffer.concat(parts);
      return Buffer.concat([Buffer.from([tag, 0x82, content.length >> 8, content.length & 0xff]), content]);
    };
    const oid = (hex: string) => der(6, Buffer.from(hex, 'hex'));
    const number = (hex: string) => der(2, Buffer.from(hex, 'hex'));
    const keyWith = (iterations: string) => {
      const kdf = der(0x30, oid('2a864886f70d01050c'), der(0x30, der(4, Buffer.alloc(8)), number(iterations)));
      const cipher = der(0x30, oid('60864801650304012a'), der(4, Buffer.alloc(16)));
      const algorithm = der(0x30, oid('2a864886f70d01050d'), der(0x30, kdf, cipher));
      const body = der(0x30, algorithm, der(4, Buffer.alloc(1216))).toString('base64');
      return `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${body}\n-----END ENCRYPTED PRIVATE KEY-----\n`;
    };
    const certificate = new X509Certificate(source).toString();
    expect(await failure(written('endless.pem', keyWith('3b9aca00') + certificate), 'x')).to.equal('file-broken');
    expect(await failure(written('usual.pem', keyWith('0800') + certificate), 'x')).to.equal('password-wrong');
  });

  it('a file of BEGIN lines takes time in proportion to its size', async () => {
    for (const line of [
      '-----BEGIN CERTIFICATE-----',
      '-----BEGIN PRIVATE KEY-----',
      '-----BEGIN A PRIVATE KEY-----\n',
    ]) {
      const work = (size: number) => failure(written('begins.pem', line.repeat(size / line.length)));
      expect(await growth(200 * 1024, work)).to.be.below(mostGrowth);
    }
  });

  it('a file that is no certificate of any size is refused, not read', async () => {
    expect(await failure(written('large.pem', '-----BEGIN '.padEnd(2 * 1024 * 1024)))).to.equal('file-too-large');
  });
});
