/** The recorded truth under test/fixtures (see its README), made by .NET, osslsigncode and NuGet. */
import { readFileSync } from 'node:fs';
import type { SignedFile } from '../../../src/domain/signed-file/model.ts';
import { readSignedFile } from '../../../src/domain/signed-file/read.ts';

const folder = new URL('../../fixtures/', import.meta.url);

export interface NameRow {
  readonly id: string;
  readonly der: string;
  readonly dotnet: string;
  readonly dotnetHash: string;
  readonly portable: boolean;
  readonly windowsByRule: string | null;
  readonly windowsHash: string | null;
}

export interface CertificateTruth {
  readonly subject: string;
  readonly issuer: string;
  readonly subjectDer: string;
  readonly issuerDer: string;
  readonly sha1: string;
  readonly sha256: string;
  readonly subjectHash: string;
  readonly issuerHash: string;
  readonly sameName: boolean;
  readonly verifiesWithOwnKey: boolean | null;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly serialNumber: string;
  readonly keyAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly extendedKeyUsage: readonly string[] | null;
}

export interface CertificateRow {
  readonly file: string;
  readonly expected: CertificateTruth;
}

export interface ContainerRow {
  readonly file: string;
  readonly story: string;
  readonly password: string | null;
  readonly expects: 'certificate' | 'error';
  readonly certificate: string | null;
}

export interface SignedRow {
  readonly file: string;
  readonly story: string;
  readonly expects: 'signed' | 'unsigned' | 'error';
  readonly signedBy?: 'repository' | null;
  readonly certificate?: CertificateTruth;
  readonly signature?: SignedFile['signature'];
}

export function bytesOf(file: string): Buffer {
  return readFileSync(new URL(file, folder));
}

export function nameRows(): NameRow[] {
  return table<{ names: NameRow[] }>('names.json').names;
}

export function certificateRows(): CertificateRow[] {
  return table<{ certificates: CertificateRow[] }>('certificates.json').certificates;
}

export function containerRows(): ContainerRow[] {
  return table<{ containers: ContainerRow[] }>('containers.json').containers;
}

export function assemblyRows(): SignedRow[] {
  return table<{ assemblies: SignedRow[] }>('assemblies.json').assemblies;
}

export function packageRows(): SignedRow[] {
  return table<{ packages: SignedRow[] }>('packages.json').packages;
}

export function read(file: string, password: string | null = null): Promise<SignedFile> {
  return readSignedFile(bytesOf(file), { file, password });
}

function table<T>(name: string): T {
  return JSON.parse(bytesOf(name).toString('utf8')) as T;
}
