/** Which encoding a text is in, by its first bytes: what Windows tools write is often UTF-16, or UTF-8 with a mark. */

export type TextEncoding = 'utf8' | 'utf16le' | 'utf16be';

export interface DetectedEncoding {
  readonly encoding: TextEncoding;
  /** Bytes of the byte order mark. */
  readonly skip: number;
}

/** Windows PowerShell writes UTF-16 with a mark, other tools without one; then every second byte of the text is zero. */
export function detectEncoding(head: Uint8Array): DetectedEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf16le', skip: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf16be', skip: 2 };
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf8', skip: 3 };
  const zeros: [number, number] = [0, 0];
  const looked = Math.min(head.length & ~1, 512);
  for (let at = 0; at < looked; at += 1) if (head[at] === 0) zeros[at & 1 ? 1 : 0] += 1;
  if (zeros[1] > looked / 4 && zeros[0] === 0) return { encoding: 'utf16le', skip: 0 };
  if (zeros[0] > looked / 4 && zeros[1] === 0) return { encoding: 'utf16be', skip: 0 };
  return { encoding: 'utf8', skip: 0 };
}

/** Makes UTF-8 of UTF-16 pieces; a unit or pair that is cut at the end of a piece waits for the next one. */
export function utf16Decoder(encoding: 'utf16le' | 'utf16be'): (chunk: Buffer) => Buffer {
  const decoder = new TextDecoder(encoding === 'utf16le' ? 'utf-16le' : 'utf-16be', { ignoreBOM: true });
  return (chunk) => Buffer.from(decoder.decode(chunk, { stream: true }));
}

/** The text of a whole file, without its byte order mark. */
export function decodeBytes(bytes: Uint8Array): string {
  const { encoding, skip } = detectEncoding(bytes);
  const names = { utf8: 'utf-8', utf16le: 'utf-16le', utf16be: 'utf-16be' } as const;
  return new TextDecoder(names[encoding], { ignoreBOM: true }).decode(bytes.subarray(skip));
}
