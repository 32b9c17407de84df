/** The proxy and the trusted CAs of a run, from flags and the environment. */
import { X509Certificate } from 'node:crypto';
import { PpmiError } from '../domain/errors.ts';
import { pemBlocks } from '../domain/pem-blocks.ts';
import { decodeBytes } from '../domain/text-encoding.ts';
import type { ConnectionFlags } from '../flags/shared.ts';
import type { NetworkSettings } from '../net/network-settings.ts';
import { readInputFile } from './input-file.ts';

export type NetworkFlags = Pick<ConnectionFlags, 'proxy' | 'ca-file'>;

export async function networkSettingsOf({ proxy, 'ca-file': file }: NetworkFlags): Promise<NetworkSettings> {
  return {
    environment: process.env,
    ...(proxy === undefined ? {} : { proxy }),
    ...(file === undefined ? {} : { ca: await readAuthorities(file) }),
  };
}

const longestBundle = 16 * 1024 * 1024;

/**
 * The CA certificates of a PEM file, or the one of a DER file, as PEM.
 * @throws PpmiError `file-unreadable`, `file-too-large`, `file-not-recognised`
 */
async function readAuthorities(file: string): Promise<readonly string[]> {
  const bytes = Buffer.from(await readInputFile(file, longestBundle));
  const blocks = pemBlocks(decodeBytes(bytes), (label) => label === 'CERTIFICATE');
  try {
    return (blocks.length > 0 ? blocks : [bytes]).map((certificate) => new X509Certificate(certificate).toString());
  } catch {
    throw new PpmiError('file-not-recognised', {
      file,
      detail: '--ca-file takes CA certificates, PEM or DER',
    });
  }
}
