/**
 * Everything that a certificate holds, as `openssl x509 -text` shows it: extensions that no verdict needs but people look at (policies,
 * where the issuer publishes revocations, key ids). A library that knows them all does it, loaded only when somebody asks.
 */
import { Malformed } from './unreadable.ts';

/** @throws Malformed where an extension does not hold together. */
export async function wholeText(der: Uint8Array): Promise<string> {
  await import('reflect-metadata');
  const { X509Certificate } = await import('@peculiar/x509');
  try {
    const text = new X509Certificate(Uint8Array.from(der)).toString('text');
    // Names come as they are encoded, and a terminal would obey what it finds in them.
    return text.replace(/(?!\n)\p{Cc}/gu, '\ufffd');
  } catch (error) {
    // The library throws errors of several kinds for what is not well encoded, and none else without I/O.
    throw new Malformed(
      `a part of the certificate cannot be shown (${error instanceof Error ? error.message : error})`,
    );
  }
}
