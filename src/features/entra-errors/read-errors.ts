/** Reads the errors of a file or of standard input, gzip and zip included. Fails as `file-unreadable` or `file-broken`. */
import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PpmiError } from '../../domain/errors.ts';
import { detectEncoding } from '../../domain/text-encoding.ts';
import { standardInput, unreadable } from '../../session/input-file.ts';
import type { ErrorsRead } from './decode-text.ts';
import { ErrorReader, longestPaste, longestUngrouped, TextTooLong } from './text-source.ts';

const packed: readonly (readonly [magic: string, name: string])[] = [
  ['28b52ffd', 'zstd'],
  ['fd377a585a00', 'xz'],
  ['425a68', 'bzip2'],
  ['377abcaf271c', '7-Zip'],
  ['526172211a07', 'RAR'],
];

export interface ReadOptions {
  /** Undefined: decided by size. */
  readonly group: boolean | undefined;
  /** The bundle of `worker.ts`, for logs of a gigabyte; null: use one thread. */
  readonly workerFile: string | null;
}

export async function readErrors(file: string, options: ReadOptions): Promise<ErrorsRead> {
  try {
    return file === '-'
      ? await fromStream(standardInput(), 'standard input', options.group)
      : await fromFile(file, options);
  } catch (error) {
    if (error instanceof TextTooLong) {
      throw new PpmiError(
        'file-too-large',
        { file, limit: `${longestUngrouped} bytes for --no-group` },
        { cause: error },
      );
    }
    throw unreadable(file, error);
  }
}

async function fromFile(file: string, options: ReadOptions): Promise<ErrorsRead> {
  const { group } = options;
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(8);
    // The start of a pipe (`<(...)`) cannot be read twice.
    if (!fstatSync(handle).isFile()) return await fromStream(createReadStream(file), file, group);
    const kind = kindOf(head.subarray(0, readSync(handle, head, 0, 8, 0)), file);
    if (kind === 'gzip') return await fromStream(createReadStream(file), file, group);
    if (kind === 'zip') return await fromZip(file, group);
    return await fromPlainFile(handle, file, options);
  } finally {
    closeSync(handle);
  }
}

async function fromPlainFile(handle: number, file: string, { group, workerFile }: ReadOptions): Promise<ErrorsRead> {
  const { size } = fstatSync(handle);
  const head = Buffer.allocUnsafe(4096);
  const { encoding, skip } = detectEncoding(head.subarray(0, readSync(handle, head, 0, head.length, 0)));
  if (size <= longestPaste || encoding !== 'utf8' || group === false) {
    return fromStream(createReadStream(file), file, group);
  }
  const { readLog } = await import('./read-log.ts');
  const groups = await readLog({ handle, name: file, size, start: skip }, workerFile);
  return { errors: groups.list(), grouped: true, platform: null };
}

async function fromStream(source: Readable, name: string, group: boolean | undefined): Promise<ErrorsRead> {
  const reader = new ErrorReader(group);
  const pieces = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return reader.end();
  const whole = Readable.from(chain(first.value, pieces));
  const kind = kindOf(first.value, name);
  if (kind === 'zip') {
    throw new PpmiError('file-unreadable', {
      file: name,
      detail: 'a zip archive is read from a file, not from a pipe',
    });
  }
  if (kind === 'gzip') await unpackInto(reader, whole, name);
  else for await (const piece of whole) reader.write(piece);
  return reader.end();
}

async function* chain(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

async function unpackInto(reader: ErrorReader, source: Readable, name: string): Promise<void> {
  const { createGunzip } = await import('node:zlib');
  try {
    await pipeline(source, createGunzip(), (pieces: AsyncIterable<Buffer>) => take(reader, pieces));
  } catch (error) {
    // The pipeline reports only that it was aborted, not why.
    if (reader.isTooLong) throw new TextTooLong();
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))) throw error;
    throw new PpmiError('file-broken', { file: name, detail: 'it is corrupt or truncated' }, { cause: error });
  }
}

async function take(reader: ErrorReader, pieces: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of pieces) reader.write(piece);
}

/** Reads every file of the archive, one after the other, as one log. */
async function fromZip(file: string, group: boolean | undefined): Promise<ErrorsRead> {
  const { openEntries } = await import('./zip.ts');
  const reader = new ErrorReader(group);
  for await (const entry of openEntries(file)) await take(reader, entry);
  return reader.end();
}

function kindOf(head: Buffer, name: string): 'plain' | 'gzip' | 'zip' {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (head.length >= 4 && head.readUInt32LE(0) === 0x04034b50) return 'zip';
  const hex = head.toString('hex', 0, 8);
  const other = packed.find(([magic]) => hex.startsWith(magic));
  if (other === undefined) return 'plain';
  throw new PpmiError('file-unreadable', { file: name, detail: `it is packed with ${other[1]}; unpack it first` });
}
