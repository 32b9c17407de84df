/** Files that a command line names. `-` is standard input, and a pipe (`<(...)`) is as good as a file on disk. */
import { createReadStream } from 'node:fs';
import { PpmiError } from '../domain/errors.ts';

/** All bytes, of which there may be `limit`. Fails as `file-unreadable` or `file-too-large`. */
export async function readInput(file: string, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
      size += chunk.length;
      if (size > limit) throw new PpmiError('file-too-large', { file, limit: `${limit} bytes` });
      chunks.push(chunk);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
  return Buffer.concat(chunks);
}

const longestPassword = 64 * 1024;

/** One line end at the end is dropped: editors and `echo` add one. */
export async function readPassword(file: string): Promise<string> {
  const text = Buffer.from(await readInput(file, longestPassword)).toString('utf8');
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
