/** Certificate and private key of an application that signs in, from PEM or PFX. */
import { createPrivateKey, type KeyObject, type PrivateKeyInput, X509Certificate } from 'node:crypto';
import { PpmiError } from '../../domain/errors.ts';
import { pemBlocks } from '../../domain/pem-blocks.ts';
import { asksForTooMuch } from '../../domain/signed-file/key-effort.ts';
import { decodeBytes } from '../../domain/text-encoding.ts';
import { readSmallFile } from './small-file.ts';

export interface ClientCertificate {
  /** PEM, PKCS#8, not encrypted. */
  readonly privateKey: string;
  /** 64 upper-case hex. */
  readonly sha256: string;
  /** PEM, the certificate first. */
  readonly chain: string;
}

interface Contents {
  readonly keys: readonly PrivateKeyInput[];
  readonly certificates: readonly X509Certificate[];
}

/**
 * @throws PpmiError `file-unreadable`, `file-not-recognised`, `file-broken`, `certificate-not-in-file`,
 * `password-missing`, `password-wrong`
 */
export async function readClientCertificate(file: string, password: string | null): Promise<ClientCertificate> {
  const bytes = readSmallFile(file);
  const text = decodeBytes(bytes);
  const { keys, certificates } = text.includes('-----BEGIN ')
    ? readPem(text, file, password)
    : await readPfx(bytes, file, password);
  const opened = keys.map((key) => openKey(key, file));
  for (const privateKey of opened) {
    const own = certificates.find((certificate) => certificate.checkPrivateKey(privateKey));
    if (own !== undefined) return describe(privateKey, own, certificates, file);
  }
  const detail = keys.length === 0 ? 'no private key, which sign-in needs' : 'no certificate that belongs to its key';
  throw new PpmiError('certificate-not-in-file', { file, detail });
}

function describe(
  privateKey: KeyObject,
  own: X509Certificate,
  certificates: readonly X509Certificate[],
  file: string,
): ClientCertificate {
  if (privateKey.asymmetricKeyType !== 'rsa') {
    // MSAL signs with PS256 or RS256 (read in its source, 7.2).
    throw new PpmiError('file-not-recognised', { file, detail: 'sign-in takes RSA keys only' });
  }
  return {
    privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    sha256: own.fingerprint256.replaceAll(':', ''),
    chain: [own, ...certificates.filter((certificate) => certificate !== own)].map(String).join(''),
  };
}

async function readPfx(bytes: Buffer, file: string, password: string | null): Promise<Contents> {
  const [{ readSignedFile }, { keysOfPfx }] = await Promise.all([
    import('../../domain/signed-file/read.ts'),
    import('./pfx-key.ts'),
  ]);
  const { kind, chain } = await readSignedFile(bytes, { file, password });
  if (kind !== 'pfx') throw new PpmiError('file-not-recognised', { file, detail: 'sign-in takes PEM and PFX files' });
  const keys = await keysOfPfx(bytes, password ?? '');
  return {
    keys: keys.map((key) => ({ key: Buffer.from(key), format: 'der', type: 'pkcs8', passphrase: password ?? '' })),
    certificates: chain.map(({ der }) => new X509Certificate(der)),
  };
}

function readPem(text: string, file: string, password: string | null): Contents {
  const keys = pemBlocks(text, (label) => label.endsWith('PRIVATE KEY'));
  const blocks = pemBlocks(text, (label) => label === 'CERTIFICATE');
  try {
    return {
      keys: keys.map((key) => (password === null ? { key } : { key, passphrase: password })),
      certificates: blocks.map((pem) => new X509Certificate(pem)),
    };
  } catch (error) {
    throw new PpmiError('file-broken', { file, detail: `a certificate in it does not parse: ${error}` });
  }
}

function openKey(key: PrivateKeyInput, file: string): KeyObject {
  if (asksForTooMuch(derOf(key))) {
    throw new PpmiError('file-broken', {
      file,
      detail: 'opening its private key asks for more work than any tool would',
    });
  }
  try {
    return createPrivateKey(key);
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    if (code === 'ERR_MISSING_PASSPHRASE' || /interrupted or cancelled/.test(message)) {
      throw new PpmiError('password-missing', { file });
    }
    if (/BAD_DECRYPT|BAD_PASSWORD/.test(code)) throw new PpmiError('password-wrong', { file });
    throw new PpmiError('file-broken', { file, detail: `its private key does not parse: ${message}` });
  }
}

function derOf({ key }: PrivateKeyInput): Uint8Array {
  return typeof key === 'string' ? Buffer.from(key.replace(/-----[^-]*-----/g, ''), 'base64') : key;
}
