/** Certificate and private key of an application that signs in. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PpmiError } from '../../domain/errors.ts';
import type { ClientCertificate } from './credential.ts';

const privateKeyBlock = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?-----END \1PRIVATE KEY-----/;
const certificateBlock = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** @throws PpmiError `file-unreadable`, `certificate-not-in-file`, `file-broken`, `password-missing`, `password-wrong` */
export async function readClientCertificate(file: string, password: string | null): Promise<ClientCertificate> {
  const text = read(file).toString('utf8');
  const key = privateKeyBlock.exec(text)?.[0];
  if (key === undefined) {
    throw new PpmiError('certificate-not-in-file', { file, detail: 'no private key in PEM form; sign-in needs one' });
  }
  const privateKey = openKey(key, password, file);
  if (privateKey.asymmetricKeyType !== 'rsa') {
    // MSAL signs with PS256 or RS256 (read in its source, 7.2).
    throw new PpmiError('file-not-recognised', { file, detail: 'sign-in takes RSA keys only' });
  }
  const certificates = (text.match(certificateBlock) ?? []).map((pem) => parse(pem, file));
  const own = certificates.find((certificate) => certificate.checkPrivateKey(privateKey));
  if (own === undefined) {
    throw new PpmiError('certificate-not-in-file', { file, detail: 'no certificate that belongs to the private key' });
  }
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    sha256: own.fingerprint256.replaceAll(':', ''),
    chain: [own, ...certificates.filter((certificate) => certificate !== own)].map(String).join(''),
  };
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new PpmiError('file-unreadable', { file, detail: error instanceof Error ? error.message : String(error) });
  }
}

function parse(pem: string, file: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (error) {
    throw new PpmiError('file-broken', { file, detail: `a certificate in it does not parse: ${error}` });
  }
}

function openKey(pem: string, password: string | null, file: string): KeyObject {
  try {
    return createPrivateKey(password === null ? pem : { key: pem, passphrase: password });
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (code === 'ERR_MISSING_PASSPHRASE' || /interrupted or cancelled/.test(message)) {
      throw new PpmiError('password-missing', { file });
    }
    if (/BAD_DECRYPT|BAD_PASSWORD/.test(code)) throw new PpmiError('password-wrong', { file });
    throw new PpmiError('file-broken', { file, detail: `its private key does not parse: ${message}` });
  }
}
