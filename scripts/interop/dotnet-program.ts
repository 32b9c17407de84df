/** Builds the programs in `dotnet/` in the cache folder with packages from NuGet. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preparedFolder } from './packages.ts';
import { installed, succeed } from './program.ts';

const sources = join(dirname(fileURLToPath(import.meta.url)), 'dotnet');

export interface DotnetProgram {
  readonly dotnet: string;
  readonly project: string;
  readonly dll: string;
  /** Folder of the NuGet packages, each in `name/version` in lower case. */
  readonly packages: string;
}

/** The environment of this machine, so that the registry is reached through its proxy.*/
export const dotnetEnv = (cache: string): NodeJS.ProcessEnv => ({
  ...process.env,
  NUGET_PACKAGES: join(cache, 'nuget'),
  // Revocation lists would be downloaded from the certificate authorities.
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
  const folder = await preparedFolder(join(cache, `dotnet-${name}`), files, (cwd) =>
    succeed(dotnet, ['restore', '--verbosity', 'quiet'], { cwd, env }),
  );
  const build = ['build', '--no-restore', '--configuration', 'Release', '--output', 'out', '--verbosity', 'quiet'];
  await succeed(dotnet, build, { cwd: folder, env });
  return { dotnet, project: folder, dll: join(folder, 'out', `${name}.dll`), packages: join(cache, 'nuget') };
}
