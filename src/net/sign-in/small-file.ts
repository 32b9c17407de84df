/** Files that a sign-in names: secrets, tokens, certificates. All are small; anything larger was named by mistake. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { PpmiError } from '../../domain/errors.ts';
import { decodeBytes } from '../../domain/text-encoding.ts';

/** A PFX with a chain has some kilobytes, as a file of tokens has. */
const most = 1024 * 1024;

/** Also from a pipe, such as `<(...)`. @throws PpmiError `file-unreadable`, `file-too-large` */
export function readSmallFile(file: string): Buffer {
  const bytes = Buffer.allocUnsafe(most + 1);
  let filled = 0;
  try {
    const descriptor = openSync(file, 'r');
    try {
      if (fstatSync(descriptor).size > most) throw tooLarge(file);
      for (let read = -1; read !== 0 && filled < bytes.length; filled += read) {
        read = readSync(descriptor, bytes, filled, bytes.length - filled, null);
      }
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof PpmiError) throw error;
    throw new PpmiError('file-unreadable', { file, detail: error instanceof Error ? error.message : String(error) });
  }
  if (filled > most) throw tooLarge(file);
  return Buffer.from(bytes.subarray(0, filled));
}

/** UTF-8 or UTF-16, with or without a byte order mark. @throws PpmiError `file-unreadable`, `file-too-large` */
export function readSmallText(file: string): string {
  return decodeBytes(readSmallFile(file));
}

function tooLarge(file: string): PpmiError {
  return new PpmiError('file-too-large', { file, limit: `${most} bytes` });
}
