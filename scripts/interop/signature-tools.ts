/** Tools of their own for each kind of signed file: what they print, read. */
import { join } from 'node:path';
import { installed, lastLines, run, succeed } from './program.ts';
import type { ToolSays } from './signed-file.ts';
import { Unavailable } from './witness.ts';

export type Tool = (file: string) => Promise<ToolSays>;

/** Null where the program is not installed. */
export function optional(name: string): string | null {
  try {
    return installed(name);
  } catch (error) {
    if (error instanceof Unavailable) return null;
    throw error;
  }
}

/** Digests, signer and time stamp; whom to trust is no question here, and no revocation list is fetched. */
export const osslsigncode =
  (program: string): Tool =>
  async (file) => {
    const { stdout } = await run(program, ['verify', '-ignore-cdp', '-in', file], { env: { PATH: process.env.PATH } });
    const [first = ''] = stdout.split('Signature Index: 1');
    const field = (pattern: RegExp) => pattern.exec(first)?.[1]?.trim();
    const signedDigest = field(/^Current message digest\s*: (.*)$/m);
    const digestIsRight = signedDigest !== undefined && signedDigest === field(/^Calculated message digest\s*: (.*)$/m);
    const serialNumber = field(/^\s*Serial : (.*)$/m);
    // It looks no further where the digest is wrong.
    if (serialNumber === undefined) return { tool: 'osslsigncode', digestIsRight };
    const time = field(/^\s*Timestamp time: (.*)$/m);
    const timestamp = time === undefined ? null : `${new Date(time).toISOString().slice(0, 19)}Z`;
    return { tool: 'osslsigncode', digestIsRight, serialNumber, timestamp };
  };

/** Verifies the package hash, the signatures and what they chain to. */
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

/** The CMS signature alone, and whose it is. */
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
