/** A NuGet package: its author signature, or what it has instead. */
import { inflateRawSync, constants as zlib } from 'node:zlib';
import { describe } from './certificate.ts';
import { chainOf } from './chain.ts';
import { certificateOf, parseSignedData, type SignedData, type SignerInfo } from './cms.ts';
import { cmsIsIntact, counterSigners } from './cms-verify.ts';
import type { SignedFile } from './model.ts';
import { isRepository, packageDigest, readSignatureContent } from './nuget-signature.ts';
import { carriesCertificates } from './pe.ts';
import { bare, signerOf } from './signer.ts';
import { timestampOf } from './timestamp.ts';
import { Malformed } from './unreadable.ts';
import { rawData, readZipDirectory, type ZipDirectory, type ZipEntry } from './zip.ts';

const signatureName = '.signature.p7s';

export function readPackage(bytes: Uint8Array): SignedFile {
  const zip = readZipDirectory(bytes);
  const entry = signatureEntry(zip);
  if (entry === undefined) {
    return { ...bare('package'), unsigned: hasSignedDll(bytes, zip) ? 'signed-dll-inside' : 'nothing' };
  }
  return readSigned(bytes, zip, entry);
}

/** At the root only; NuGet stores it uncompressed and refuses it otherwise. */
function signatureEntry({ entries }: ZipDirectory): ZipEntry | undefined {
  const [entry, ...more] = entries.filter(({ name }) => name === signatureName);
  if (more.length > 0) throw new Malformed(`it holds ${signatureName} more than once`);
  if (entry !== undefined && (entry.method !== 0 || entry.encrypted)) {
    throw new Malformed(`${signatureName} is compressed or encrypted, which NuGet does not allow`);
  }
  return entry;
}

function readSigned(bytes: Uint8Array, zip: ZipDirectory, entry: ZipEntry): SignedFile {
  const cms = parseSignedData(rawData(bytes, entry));
  const signer = signerOf(cms);
  const { digest, signed } = readSignatureContent(cms.content ?? new Uint8Array());
  const certificate = describe(signer.certificate);
  const unchanged = packageDigest(bytes, zip, entry, digest).equals(signed);
  const file: SignedFile = {
    ...bare('package'),
    signature: {
      kind: 'nuget',
      intact: unchanged ? cmsIsIntact(cms, signer) : false,
      digest,
      timestamp: timestampOf(signer.info, cms.certificates),
      countersigner: countersigner(cms, signer.info),
      nested: [],
    },
    chain: chainOf(signer.certificate, cms.certificates).map(describe),
  };
  return isRepository(signer.info)
    ? { ...file, unsigned: 'repository-only', signedByRepository: certificate.subject }
    : { ...file, certificate };
}

function countersigner(cms: SignedData, info: SignerInfo): string | null {
  const repository = counterSigners(info).find(isRepository);
  const certificate = repository && certificateOf(repository, cms.certificates);
  return certificate === undefined ? null : describe(certificate).subject;
}

/** The headers of a PE file stand within its first bytes; this much of each DLL shows whether it is signed. */
const headersRaw = 1024;

/** Limit, because a hostile archive can list one file many times. */
const mostDlls = 200;

function hasSignedDll(bytes: Uint8Array, { entries }: ZipDirectory): boolean {
  return entries
    .filter(({ name, encrypted }) => /\.dll$/i.test(name) && !encrypted)
    .slice(0, mostDlls)
    .some((entry) => carriesCertificates(firstBytes(entry.method, rawData(bytes, entry, headersRaw))));
}

/** Deflate makes at most 1032 bytes of one (zlib's "maximum compression factor"), so this is a megabyte whatever the file claims. */
function firstBytes(method: number, raw: Uint8Array): Uint8Array {
  if (method !== 8) return raw;
  try {
    return inflateRawSync(raw, { finishFlush: zlib.Z_SYNC_FLUSH });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'Z_DATA_ERROR') {
      throw new Malformed('a DLL inside cannot be unpacked');
    }
    throw error;
  }
}
