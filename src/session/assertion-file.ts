/** A federated assertion in a file: a JWT, which is a secret as long as it lives. */
import { PpmiError } from '../domain/errors.ts';
import { readInputText } from './input-file.ts';

/** Entra accepts no assertion larger than a few kilobytes. */
const longestAssertion = 64 * 1024;

/** @throws PpmiError `file-unreadable`, `file-not-recognised` */
export async function readAssertion(file: string): Promise<string> {
  const text = (await readInputText(file, longestAssertion)).trim();
  if (/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return text;
  throw new PpmiError('file-not-recognised', {
    file,
    detail: 'expected a JWT: three base64url parts separated by dots',
  });
}
