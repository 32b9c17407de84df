/** Third-party tools for each kind of signed file; parses what they print. */
import { join } from 'node:path';
import { installed, lastLines, run, succeed, Unavailable } from './program.ts';
import type { ToolResult } from './signed-file.ts';

export type Tool = (file: string) => Promise<ToolResult>;

/** Null if the program is not installed. */
export function optional(name: string): string | null {
  try {
    return installed(name);
  } catch (error) {
    if (error instanceof Unavailable) return null;
    throw error;
  }
}

/** Digests, signer and timestamp. Chains of trust are not judged, and no revocation list is downloaded. */
export const osslsigncode =
  (program: string): Tool =>
  async (file) => {
    const { stdout } = await run(program, ['verify', '-ignore-cdp', '-in', file], { env: { PATH: process.env.PATH } });
    const [first = ''] = stdout.split('Signature Index: 1');
    const field = (pattern: RegExp) => pattern.exec(first)?.[1]?.trim();
    const signedDigest = field(/^Current message digest\s*: (.*)$/m);
    const digestIsRight = signedDigest !== undefined && signedDigest === field(/^Calculated message digest\s*: (.*)$/m);
    const serialNumber = field(/^\s*Serial : (.*)$/m);
    // It prints nothing more when the digest is wrong.
    if (serialNumber === undefined) return { tool: 'osslsigncode', digestIsRight };
    const time = field(/^\s*Timestamp time: (.*)$/m);
    const timestamp = time === undefined ? null : `${new Date(time).toISOString().slice(0, 19)}Z`;
    return { tool: 'osslsigncode', digestIsRight, serialNumber, timestamp };
  };

/** Verifies the package hash, the signatures and their chains. */
export const nugetVerify =
  (dotnet: string, env: NodeJS.ProcessEnv): Tool =>
  async (file) => {
    const { code, stdout } = await run(dotnet, ['nuget', 'verify', '--all', file], { env });
    const block = (type: string) => stdout.split('Signature type: ').find((part) => part.startsWith(type)) ?? '';
    const sha256 = /SHA256 hash: (\w+)/.exec(block('Author'))?.[1]?.toLowerCase();
    if (code !== 0 && sha256 === undefined) throw new Error(`dotnet nuget verify ${file}: ${lastLines(stdout)}`);
    return {
      tool: 'dotnet nuget verify',
      digestIsRight: code === 0,
      ...(sha256 !== undefined && { sha256 }),
      countersigner: /Subject Name: (.*)$/m.exec(block('Repository'))?.[1]?.trim() ?? null,
    };
  };

/** The CMS signature alone, and its signer. */
export const opensslCms =
  (openssl: string, unzip: string, folder: string): Tool =>
  async (file) => {
    const env = { PATH: process.env.PATH };
    const [signature, signer] = [join(folder, '.signature.p7s'), join(folder, 'signer.pem')];
    await succeed(unzip, ['-o', '-q', file, '.signature.p7s', '-d', folder], { env });
    const verify = ['cms', '-verify', '-noverify', '-inform', 'DER', '-in', signature, '-signer', signer];
    const { code } = await run(openssl, [...verify, '-out', join(folder, 'content')], { env });
    const shown = await succeed(openssl, ['x509', '-in', signer, '-noout', '-fingerprint', '-sha256'], { env });
    const sha256 = (shown.split('=')[1] ?? '').trim().replaceAll(':', '').toLowerCase();
    return { tool: 'openssl cms', digestIsRight: code === 0, sha256 };
  };
