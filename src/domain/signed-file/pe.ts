/** Offsets in a Portable Executable file (Microsoft, "PE Format"), PE32 and PE32+. Nothing is copied. */
import { Malformed } from './unreadable.ts';

export interface PeLayout {
  /** Offset of the four bytes of the checksum, which the Authenticode hash excludes. */
  readonly checksum: number;
  /** Offset of the eight bytes of the certificate table's directory entry, also excluded; null if the header has none. */
  readonly directory: number | null;
  /** The certificate table; null: not signed. */
  readonly certificates: { readonly offset: number; readonly size: number } | null;
  /** The file has a strong name, which is not a certificate. */
  readonly strongName: boolean;
}

const pe32 = 0x10b;
const pe32plus = 0x20b;
const certificateTable = 4;
const cliHeader = 14;
const strongNameSigned = 0x8;

export function isPe(bytes: Uint8Array): boolean {
  return bytes[0] === 0x4d && bytes[1] === 0x5a;
}

/** Whether the first bytes of a file are a PE file's that names a certificate table. */
export function carriesCertificates(start: Uint8Array): boolean {
  if (!isPe(start)) return false;
  const { directory } = findHeaders(start);
  return directory !== null && readNumber(start, directory + 4, 4) !== 0;
}

export function readPeLayout(bytes: Uint8Array): PeLayout {
  const { checksum, directory, directories, cli, sections, sectionCount } = findHeaders(bytes);
  const [offset, size] =
    directory === null ? [0, 0] : [readNumber(bytes, directory, 4), readNumber(bytes, directory + 4, 4)];
  return {
    checksum,
    directory,
    certificates: certificateRange(bytes, offset, size, directories),
    strongName: hasStrongName(bytes, cli, sections, sectionCount),
  };
}

interface Headers {
  readonly checksum: number;
  readonly directories: number;
  readonly directory: number | null;
  readonly cli: number | null;
  readonly sections: number;
  readonly sectionCount: number;
}

function findHeaders(bytes: Uint8Array): Headers {
  const u16 = (offset: number) => readNumber(bytes, offset, 2);
  const u32 = (offset: number) => readNumber(bytes, offset, 4);
  const header = u32(0x3c);
  if (u32(header) !== 0x4550) throw new Malformed('it starts with MZ but has no PE header');
  const optional = header + 24;
  const magic = u16(optional);
  if (magic !== pe32 && magic !== pe32plus) throw new Malformed('its optional header is neither PE32 nor PE32+');
  const directories = optional + (magic === pe32 ? 96 : 112);
  const count = Math.min(u32(directories - 4), 16);
  const entry = (index: number) => (index < count ? directories + index * 8 : null);
  return {
    checksum: optional + 64,
    directories,
    directory: entry(certificateTable),
    cli: entry(cliHeader),
    sections: optional + u16(header + 20),
    sectionCount: u16(header + 6),
  };
}

/** The only directory entry that holds an offset in the file instead of an address in memory. */
function certificateRange(bytes: Uint8Array, offset: number, size: number, headers: number): PeLayout['certificates'] {
  if (size === 0) return null;
  if (offset < headers || offset + size > bytes.length) {
    throw new Malformed(`its certificate table claims ${size} bytes at ${offset} in a file of ${bytes.length} bytes`);
  }
  return { offset, size };
}

/** ECMA-335 II.25.3.3: the CLI header says whether there is a strong name and whether the file was signed with it. */
function hasStrongName(bytes: Uint8Array, entry: number | null, sections: number, count: number): boolean {
  if (entry === null) return false;
  const address = readNumber(bytes, entry, 4);
  for (let index = 0; index < count && address !== 0; index++) {
    const section = sections + index * 40;
    const [size, start] = [readNumber(bytes, section + 16, 4), readNumber(bytes, section + 12, 4)];
    if (address < start || address >= start + size) continue;
    const header = readNumber(bytes, section + 20, 4) + address - start;
    return (readNumber(bytes, header + 16, 4) & strongNameSigned) !== 0 && readNumber(bytes, header + 36, 4) !== 0;
  }
  return false;
}

function readNumber(bytes: Uint8Array, offset: number, size: 2 | 4): number {
  if (offset + size > bytes.length) throw new Malformed('it ends inside its headers');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return size === 2 ? view.getUint16(offset, true) : view.getUint32(offset, true);
}
