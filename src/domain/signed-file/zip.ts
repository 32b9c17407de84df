/**
 * The directory of a zip archive held in memory (APPNOTE 6.3.10, 4.3). Own code because NuGet's package hash is taken over the raw
 * records and their offsets, which zip libraries do not return (docs/decisions/2026-11-24-reading-certificates.md).
 */
import { Malformed } from './unreadable.ts';

export interface ZipEntry {
  /** As encoded; only compared, never used as a path. */
  readonly name: string;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly encrypted: boolean;
  /** Of the data as it lies in the archive. */
  readonly size: number;
  /** Where the local header begins. */
  readonly offset: number;
  /** The record in the central directory. */
  readonly record: { readonly offset: number; readonly size: number };
}

export interface ZipDirectory {
  /** In the order of the central directory. */
  readonly entries: readonly ZipEntry[];
  readonly start: number;
  /** End of central directory record. */
  readonly end: number;
}

const localHeader = 0x04034b50;
const centralRecord = 0x02014b50;
const endRecord = 0x06054b50;
const localHeaderSize = 30;
const endSize = 22;
const longestComment = 0xffff;

export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && [localHeader, endRecord].includes(viewOf(bytes).getUint32(0, true));
}

export function readZipDirectory(bytes: Uint8Array): ZipDirectory {
  const view = viewOf(bytes);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff) throw new Malformed('it is a zip64 archive, which NuGet does not sign');
  if (start + size > end) throw new Malformed('its zip directory claims to reach beyond its end');
  const entries: ZipEntry[] = [];
  for (let offset = start; entries.length < count; ) {
    const entry = readRecord(bytes, view, offset, start);
    if (offset + entry.record.size > start + size) throw new Malformed('a record of its zip directory is cut off');
    entries.push(entry);
    offset += entry.record.size;
  }
  return { entries, start, end };
}

/** An entry's bytes as stored in the archive, at most `most`. */
export function rawData(bytes: Uint8Array, entry: ZipEntry, most = Number.POSITIVE_INFINITY): Uint8Array {
  const view = viewOf(bytes);
  if (entry.offset + localHeaderSize > bytes.length || view.getUint32(entry.offset, true) !== localHeader) {
    throw new Malformed('its zip directory points to where no file is');
  }
  const names = view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
  const data = entry.offset + localHeaderSize + names;
  if (data + entry.size > bytes.length) throw new Malformed('a file in the archive claims to reach beyond its end');
  return bytes.subarray(data, data + Math.min(entry.size, most));
}

function readRecord(bytes: Uint8Array, view: DataView, offset: number, limit: number): ZipEntry {
  if (offset + 46 > bytes.length || view.getUint32(offset, true) !== centralRecord) {
    throw new Malformed('its zip directory does not hold as many records as it claims');
  }
  const nameLength = view.getUint16(offset + 28, true);
  const local = view.getUint32(offset + 42, true);
  const packed = view.getUint32(offset + 20, true);
  if (local >= limit) throw new Malformed('its zip directory points to where no file is');
  if (local + localHeaderSize + packed > limit) {
    throw new Malformed(`a file in the archive claims ${packed} bytes of ${limit - local}`);
  }
  return {
    name: Buffer.from(bytes.subarray(offset + 46, offset + 46 + nameLength)).toString('latin1'),
    method: view.getUint16(offset + 10, true),
    encrypted: (view.getUint16(offset + 8, true) & 1) !== 0,
    size: packed,
    offset: local,
    record: { offset, size: 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true) },
  };
}

/** The last place where the end record can stand, with a comment that reaches exactly to the end of the file. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - endSize - longestComment);
  for (let offset = view.byteLength - endSize; offset >= first; offset--) {
    if (view.getUint32(offset, true) !== endRecord) continue;
    if (offset + endSize + view.getUint16(offset + 20, true) === view.byteLength) return offset;
  }
  throw new Malformed('it starts as a zip archive but has no directory at its end');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
