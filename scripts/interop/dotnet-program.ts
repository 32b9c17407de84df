/** Programs of `dotnet/`, built in the cache folder with what NuGet gives. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetched } from './packages.ts';
import { installed, succeed } from './program.ts';

const sources = join(dirname(fileURLToPath(import.meta.url)), 'dotnet');

export interface DotnetProgram {
  readonly dotnet: string;
  readonly project: string;
  readonly dll: string;
  /** Where NuGet's packages were put, each in `name/version` in lower case. */
  readonly packages: string;
}

/** This machine's environment: the registry is reached as its owner reaches it. */
export const dotnetEnv = (cache: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NUGET_PACKAGES: join(cache, 'nuget'),
  // Revocation lists would have to be asked for at the certificate authorities.
  NUGET_CERT_REVOCATION_MODE: 'offline',
  DOTNET_CLI_TELEMETRY_OPTOUT: '1',
  DOTNET_NOLOGO: '1',
});

/** @throws Unavailable */
export async function dotnetProgram(cache: string, name: 'clients' | 'pwsh' | 'signatures'): Promise<DotnetProgram> {
  const dotnet = installed('dotnet');
  const source = join(sources, name);
  const files = Object.fromEntries(readdirSync(source).map((file) => [file, readFileSync(join(source, file), 'utf8')]));
  const env = dotnetEnv(cache);
  const folder = await fetched(join(cache, `dotnet-${name}`), files, (cwd) =>
    succeed(dotnet, ['restore', '--verbosity', 'quiet'], { cwd, env }),
  );
  const build = ['build', '--no-restore', '--configuration', 'Release', '--output', 'out', '--verbosity', 'quiet'];
  await succeed(dotnet, build, { cwd: folder, env });
  return { dotnet, project: folder, dll: join(folder, 'out', `${name}.dll`), packages: join(cache, 'nuget') };
}
