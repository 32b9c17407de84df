/** Files that a command line names. `-` is standard input; a pipe (`<(...)`) works like a file on disk. */
import { fstatSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { PpmiError } from '../domain/errors.ts';
import { decodeBytes } from '../domain/text-encoding.ts';

/** @throws PpmiError `file-unreadable`; `file-too-large` above `limit` bytes */
export async function readInputFile(file: string, limit: number): Promise<Uint8Array> {
  try {
    return file === '-' ? await readAll(standardInput(), limit) : await readNamed(file, limit);
  } catch (error) {
    if (error instanceof TooLarge) throw new PpmiError('file-too-large', { file, limit: `${limit} bytes` });
    throw unreadable(file, error);
  }
}

/** The same as text, in whatever encoding Windows wrote it: UTF-8 with a mark, or UTF-16. */
export async function readInputText(file: string, limit: number): Promise<string> {
  return decodeBytes(await readInputFile(file, limit));
}

/** Node takes a folder for an input without anything in it. @throws an error with the code EISDIR */
export function standardInput(): NodeJS.ReadStream {
  if (isFolder(0)) throw Object.assign(new Error('standard input is a folder'), { code: 'EISDIR' });
  return process.stdin;
}

function isFolder(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isDirectory();
  } catch {
    // What cannot be asked about, such as a console of Windows, is read.
    return false;
  }
}

class TooLarge extends Error {}

async function readNamed(file: string, limit: number): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return await readAll(handle.createReadStream({ autoClose: false }), limit);
    if (stat.size > limit) throw new TooLarge();
    return await readWhole(handle, stat.size);
  } finally {
    await handle.close();
  }
}

/** Into one piece of memory: in chunks, a large assembly would be held twice. */
async function readWhole(handle: FileHandle, size: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafeSlow(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await handle.read(bytes, filled, size - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function readAll(stream: AsyncIterable<Buffer>, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > limit) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const longestPassword = 64 * 1024;

/** One newline at the end is dropped: editors and `echo` add one. */
export async function readPassword(file: string): Promise<string> {
  const text = await readInputText(file, longestPassword);
  return text.replace(/\r?\n$/, '');
}

export function unreadable(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  const detail = reasons[error.code] ?? error.code;
  return new PpmiError('file-unreadable', { file, detail }, { cause: error });
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};
