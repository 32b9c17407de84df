/** The fixtures' files, read. Not a test. */
import { readFileSync } from 'node:fs';
import type { Certificate, SignedFile } from '../../../../src/domain/signed-file/model.ts';
import { readSignedFile } from '../../../../src/domain/signed-file/read.ts';

const folder = new URL('../../../fixtures/', import.meta.url);

export function fixture<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as T;
}

export function signedFile(file: string): Promise<SignedFile> {
  return readSignedFile(readFileSync(new URL(file, folder)), { file });
}

/** By the name of the file without folder and extension: `self-rsa`, `issued-plain`, … */
export async function readCertificate(name: string): Promise<Certificate> {
  const { certificate } = await signedFile(`certificates/${name}.cer`);
  if (certificate === null) throw new Error(`no certificate in ${name}`);
  return certificate;
}
