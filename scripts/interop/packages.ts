/** Third-party packages, fetched once into the cache folder by the registries' own clients; never dependencies of the project. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { succeed } from './program.ts';
import { Unavailable } from './witness.ts';

/** Exact versions, so that what was heard can be heard again. */
export type Versions = Readonly<Record<string, string>>;

/** Folder with the packages in `node_modules`. @throws Unavailable */
export function npmPackages(cache: string, name: string, versions: Versions): Promise<string> {
  const wanted = JSON.stringify({ private: true, type: 'module', dependencies: versions }, null, 2);
  // No script of a fetched package runs; files for another platform are only read.
  const args = ['install', '--ignore-scripts', '--force', '--no-audit', '--no-fund', '--no-package-lock', '--silent'];
  return fetched(join(cache, name), { 'package.json': wanted }, (folder) => succeed('npm', args, { cwd: folder }));
}

/**
 * A folder made anew by `fill` unless it holds what it shall already.
 * @param files by their names in the folder: what `fill` works from
 * @throws Unavailable
 */
export async function fetched(
  folder: string,
  files: Readonly<Record<string, string>>,
  fill: (folder: string) => Promise<unknown>,
): Promise<string> {
  const done = join(folder, '.complete');
  const wanted = JSON.stringify(files);
  if (existsSync(done) && readFileSync(done, 'utf8') === wanted) return folder;
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  try {
    await fill(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Unavailable(`could not be fetched: ${reason}`);
  }
  writeFileSync(done, wanted);
  return folder;
}
