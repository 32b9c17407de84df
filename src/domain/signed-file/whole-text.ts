/**
 * Everything that a certificate holds, as `openssl x509 -text` shows it: including extensions that no verdict needs (policies,
 * revocation lists, key IDs). Uses a library that knows all of them, loaded only on request.
 */
import { Malformed } from './unreadable.ts';

/** @throws Malformed if an extension is corrupt. */
export async function wholeText(der: Uint8Array): Promise<string> {
  await import('reflect-metadata');
  const { X509Certificate } = await import('@peculiar/x509');
  try {
    const text = new X509Certificate(Uint8Array.from(der)).toString('text');
    // Names are printed as encoded, so control characters must not reach a terminal.
    return text.replace(/(?!\n)\p{Cc}/gu, '\ufffd');
  } catch (error) {
    // The library throws errors of several kinds for what is not well encoded, and none else without I/O.
    throw new Malformed(
      `a part of the certificate cannot be shown (${error instanceof Error ? error.message : error})`,
    );
  }
}
