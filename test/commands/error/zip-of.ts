/** A zip archive in memory: local headers, deflated contents, central directory. */
import { deflateRawSync } from 'node:zlib';

export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const packed = deflateRawSync(content);
    const sizes = [crc32(content), packed.length, content.length];
    const local = fields(['0x04034b50', 20, 0, 8, 0, 0, ...sizes, name.length, 0], [4, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2]);
    const central = fields(
      ['0x02014b50', 20, 20, 0, 8, 0, 0, ...sizes, name.length, 0, 0, 0, 0, 0, offset],
      [4, 2, 2, 2, 2, 2, 2, 4, 4, 4, 2, 2, 2, 2, 2, 4, 4],
    );
    parts.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += local.length + name.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const count = Object.keys(files).length;
  const end = fields(['0x06054b50', 0, 0, count, count, central.length, offset, 0], [4, 2, 2, 2, 2, 4, 4, 2]);
  return Buffer.concat([...parts, central, end]);
}

function fields(values: readonly (number | string)[], sizes: readonly (2 | 4)[]): Buffer {
  return Buffer.concat(
    values.map((value, index) => {
      const size = sizes[index] ?? 2;
      const field = Buffer.alloc(size);
      field.writeUIntLE(Number(value), 0, size);
      return field;
    }),
  );
}

function crc32(content: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of content) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
