/**
 * The parts of DER (X.690) that two kinds of certificates need. Loading an X.509 library costs more than the 300 ms in
 * which the emulator has to be up; see docs/decisions/2026-11-24-emulator-own-der.md.
 */
const constructed =
  (tag: number) =>
  (...parts: Uint8Array[]) =>
    tlv(tag, Buffer.concat(parts));

export function tlv(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

export const sequence = constructed(0x30);
export const set = constructed(0x31);

/** Context-specific, constructed. */
export const explicit = (number: number, ...parts: Uint8Array[]) => constructed(0xa0 + number)(...parts);

export const boolean = (value: boolean) => tlv(0x01, Buffer.from([value ? 0xff : 0]));

/** A positive integer of any size, big endian. */
export function integer(bytes: Uint8Array): Buffer {
  return tlv(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export const octets = (content: Uint8Array) => tlv(0x04, content);

export const bits = (content: Uint8Array, unused = 0) => tlv(0x03, Buffer.concat([Buffer.from([unused]), content]));

export const utf8 = (text: string) => tlv(0x0c, Buffer.from(text));

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let left = arc >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tlv(0x06, Buffer.from(bytes));
}

/** UTCTime to the second: what certificates use for dates before 2050. */
export const utcTime = (date: Date) =>
  tlv(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));
