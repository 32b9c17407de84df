/** Hostile files: each claims, nests or repeats as much as a few megabytes allow. */

export interface Bomb {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly password?: string;
}

const megabyte = 1024 * 1024;

/** `templates`: a signed assembly and a signed package to grow bombs from. */
export function bombs(templates: { readonly assembly: Uint8Array; readonly package: Uint8Array }): Bomb[] {
  const small = Buffer.alloc(5 * megabyte, '0500', 'hex');
  return [
    { name: 'DER nested without lengths', bytes: Buffer.alloc(10 * megabyte, '3080', 'hex') },
    { name: 'DER of millions of elements', bytes: sequence(small) },
    { name: 'signed data of millions of certificates', bytes: signedData(small) },
    { name: 'a certificate of 10 MB', bytes: sequence(Buffer.concat([sequence(small), sequence(small)])) },
    { name: 'PFX of millions of safes', bytes: pfx(sequence(small)) },
    { name: 'JSON of millions of values', bytes: Buffer.alloc(10 * megabyte, '{"value":"","content":[],') },
    { name: 'text of spaces', bytes: Buffer.concat([Buffer.alloc(10 * megabyte, ' '), Buffer.from('!')]) },
    { name: 'base64 of base64', bytes: Buffer.from(Buffer.alloc(6 * megabyte, 'QUFB').toString('base64')) },
    { name: 'PEM of empty blocks', bytes: Buffer.alloc(10 * megabyte, '-----BEGIN X-----\n-----END X-----\n') },
    { name: 'PEM that never ends', bytes: Buffer.alloc(10 * megabyte, '-----BEGIN CERTIFICATE-----\n') },
    { name: 'zip with one record many times', bytes: repeatedZip(templates.package) },
    { name: 'assembly of 16 MB', bytes: grown(templates.assembly, 16 * megabyte) },
    { name: 'certificate table of millions of entries', bytes: manyEntries(templates.assembly, 10 * megabyte) },
  ];
}

function tlv(tag: number, content: Uint8Array): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt8(tag, 0);
  header.writeUInt8(0x84, 1);
  header.writeUInt32BE(content.length, 2);
  return Buffer.concat([header, content]);
}

function sequence(content: Uint8Array): Buffer {
  return tlv(0x30, content);
}

const signedDataOid = Buffer.from('06092a864886f70d010702', 'hex');
const dataOid = Buffer.from('06092a864886f70d010701', 'hex');

function signedData(certificates: Uint8Array): Buffer {
  const version = Buffer.from('020101', 'hex');
  const parts = [
    version,
    tlv(0x31, Buffer.alloc(0)),
    sequence(dataOid),
    tlv(0xa0, certificates),
    tlv(0x31, Buffer.alloc(0)),
  ];
  return sequence(Buffer.concat([signedDataOid, tlv(0xa0, sequence(Buffer.concat(parts)))]));
}

function pfx(safes: Uint8Array): Buffer {
  const content = sequence(Buffer.concat([dataOid, tlv(0xa0, tlv(0x04, safes))]));
  return sequence(Buffer.concat([Buffer.from('020103', 'hex'), content]));
}

/** 65,000 records that all refer to the first file under the name of a DLL. */
function repeatedZip(zip: Uint8Array): Buffer {
  const bytes = Buffer.from(zip);
  const end = bytes.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const name = Buffer.from('lib/net462/plugin.dll');
  const record = Buffer.alloc(46 + name.length);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(8, 10);
  record.writeUInt32LE(bytes.readUInt32LE(18), 20);
  record.writeUInt16LE(name.length, 28);
  name.copy(record, 46);
  const files = bytes.subarray(0, bytes.readUInt32LE(end + 16));
  const count = 65_000;
  const trailer = Buffer.alloc(22);
  trailer.writeUInt32LE(0x06054b50, 0);
  trailer.writeUInt16LE(count, 8);
  trailer.writeUInt16LE(count, 10);
  trailer.writeUInt32LE(count * record.length, 12);
  trailer.writeUInt32LE(files.length, 16);
  return Buffer.concat([files, Buffer.alloc(count * record.length, record), trailer]);
}

/** A signed assembly with data before its certificate table, as large resources cause. */
function grown(assembly: Uint8Array, size: number): Buffer {
  const { offset, entry } = tableOf(assembly);
  const filler = Buffer.alloc(size);
  const bytes = Buffer.concat([assembly.subarray(0, offset), filler, assembly.subarray(offset)]);
  bytes.writeUInt32LE(offset + size, entry);
  return bytes;
}

function manyEntries(assembly: Uint8Array, size: number): Buffer {
  const { offset, entry } = tableOf(assembly);
  const bytes = Buffer.concat([assembly.subarray(0, offset), Buffer.alloc(size, '0800000000020100', 'hex')]);
  bytes.writeUInt32LE(size, entry + 4);
  return bytes;
}

function tableOf(assembly: Uint8Array): { offset: number; entry: number } {
  const bytes = Buffer.from(assembly);
  const optional = bytes.readUInt32LE(0x3c) + 24;
  const entry = optional + (bytes.readUInt16LE(optional) === 0x10b ? 96 : 112) + 4 * 8;
  return { offset: bytes.readUInt32LE(entry), entry };
}
