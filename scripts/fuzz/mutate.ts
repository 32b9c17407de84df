/** Mutations that break readers of binary formats. Pure: the same random numbers give the same bytes. */

/** Numbers from 0 up to, not including, `limit`. */
export type Random = (limit: number) => number;

type Mutation = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

/** Mulberry32 (Tommy Ettinger, public domain): small, and the same everywhere. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * limit);
  };
}

/** One to four mutations; `other` is another file from which a piece may be copied. */
export function mutate(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let changed = bytes;
  for (let left = 1 + random(4); left > 0; left--) {
    const mutation = mutations[random(mutations.length)];
    if (mutation !== undefined && changed.length > 0) changed = mutation(changed, random, other);
  }
  return changed;
}

const telling = [0x00, 0x01, 0x02, 0x05, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xff];
const largest = 0xffffffff;

const flipBit: Mutation = (bytes, random) => {
  const at = random(bytes.length);
  return put(bytes, at, [(bytes[at] ?? 0) ^ (1 << random(8))]);
};

const tellingByte: Mutation = (bytes, random) =>
  put(bytes, random(bytes.length), [telling[random(telling.length)] ?? 0]);

/** Typical values of lengths and offsets in headers. */
const claim: Mutation = (bytes, random) => {
  const values = [0, 1, 7, 8, 0x7fffffff, 0x80000000, largest, bytes.length, bytes.length - 1, bytes.length + 1];
  const value = values[random(values.length)] ?? 0;
  return put(bytes, random(bytes.length), [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24]);
};

/** A DER length where one stands: the long form with a claim, or no length at all. */
const derLength: Mutation = (bytes, random) => {
  const at = bytes.indexOf(0x82, random(bytes.length));
  const forms = [[0x80], [0x84, 0x7f, 0xff, 0xff, 0xff], [0x82, 0xff, 0xff], [0x81, 0x00], [0x00]];
  return at < 0 ? bytes : put(bytes, at, forms[random(forms.length)] ?? []);
};

const cut: Mutation = (bytes, random) => bytes.subarray(0, random(bytes.length));

const remove: Mutation = (bytes, random) => {
  const [from, to] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
};

const repeat: Mutation = (bytes, random) => {
  const [from, to] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
};

const borrow: Mutation = (bytes, random, other) => {
  const [from, to] = range(other, random);
  const at = random(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at)]);
};

const nest: Mutation = (bytes, random) => Buffer.concat([Buffer.alloc(2 * (1 + random(5000)), '3080', 'hex'), bytes]);

const zeros: Mutation = (bytes, random) => {
  const [from, to] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), Buffer.alloc(to - from), bytes.subarray(to)]);
};

const base64: Mutation = (bytes) => Buffer.from(Buffer.from(bytes).toString('base64'));

const mutations = [
  flipBit,
  flipBit,
  tellingByte,
  tellingByte,
  claim,
  claim,
  derLength,
  derLength,
  cut,
  remove,
  repeat,
  borrow,
  nest,
  zeros,
  base64,
];

function put(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed.set(values.slice(0, changed.length - at), at);
  return changed;
}

function range(bytes: Uint8Array, random: Random): [number, number] {
  const from = random(bytes.length + 1);
  return [from, from + random(Math.min(512, bytes.length - from) + 1)];
}
