/** Third-party packages, downloaded once into the cache folder by the registries' own clients; never dependencies of the project. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { succeed, Unavailable } from './program.ts';

/** Exact versions, so that a run can be repeated. */
export type Versions = Readonly<Record<string, string>>;

/** Folder with the packages in `node_modules`. @throws Unavailable */
export function npmPackages(cache: string, name: string, versions: Versions): Promise<string> {
  const manifest = JSON.stringify({ private: true, type: 'module', dependencies: versions }, null, 2);
  // No package script runs; `--force` also installs files of another platform, which are only read.
  const args = ['install', '--ignore-scripts', '--force', '--no-audit', '--no-fund', '--no-package-lock', '--silent'];
  return preparedFolder(join(cache, name), { 'package.json': manifest }, (folder) =>
    succeed('npm', args, { cwd: folder }),
  );
}

/**
 * A folder that `fill` completes, unless it is complete for the same `files` already.
 * @param files by name: the input of `fill`
 * @throws Unavailable
 */
export async function preparedFolder(
  folder: string,
  files: Readonly<Record<string, string>>,
  fill: (folder: string) => Promise<unknown>,
): Promise<string> {
  const done = join(folder, '.complete');
  const input = JSON.stringify(files);
  if (existsSync(done) && readFileSync(done, 'utf8') === input) return folder;
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  try {
    await fill(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Unavailable(`cannot be downloaded: ${reason}`);
  }
  writeFileSync(done, input);
  return folder;
}
