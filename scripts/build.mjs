/**
 * Bundles the tool into `dist/`: oclif in one file, one entry a command, shared code in chunks, every library inside.
 * Then writes what must agree with the bundle: the oclif manifest and the notices of the bundled libraries.
 * See docs/decisions/2026-11-24-one-bundle.md.
 */
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { jsonText } from './json-text.mjs';
import { lazyPackages } from './lazy-packages.mjs';
import { leanLibraries } from './lean-libraries.mjs';
import { leanOclif } from './lean-oclif.mjs';
import { writeManifest } from './manifest.mjs';
import { writeNotices } from './notices.mjs';
import { oclifApart, oclifEntry } from './oclif-apart.mjs';
import { requireWhereNeeded } from './require-where-needed.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commandsFolder = join(root, 'src', 'commands');

const commands = readdirSync(commandsFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(commandsFolder, file));

const nameOf = (file) => relative(commandsFolder, file).split(sep).join('/').replace(/\.ts$/, '');

/** How esbuild bundles; `bench` builds its empty command in the same way, with oclif as it is. */
export const settings = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  chunkNames: 'chunks/[name]-[hash]',
  external: ['typescript'],
  plugins: [lazyPackages, leanLibraries, jsonText, requireWhereNeeded],
  metafile: true,
  absWorkingDir: root,
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Beside the old one, so that whoever runs that at this moment is not cut off in the middle.
  const fresh = `dist.${process.pid}`;
  const oclif = await build({
    ...settings,
    plugins: [leanOclif, ...settings.plugins],
    outfile: `${fresh}/oclif.js`,
    splitting: false,
    stdin: { contents: oclifEntry, resolveDir: root },
  });
  const { metafile } = await build({
    ...settings,
    plugins: [oclifApart, ...settings.plugins],
    outdir: fresh,
    entryPoints: {
      main: 'src/cli/main.ts',
      'error-log-worker': 'src/features/entra-errors/worker.ts',
      ...Object.fromEntries(commands.map((file) => [`commands/${nameOf(file)}`, file])),
    },
  });
  writeNotices(join(root, fresh), [...Object.keys(oclif.metafile.inputs), ...Object.keys(metafile.inputs)], root);
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  renameSync(join(root, fresh), join(root, 'dist'));
  await writeManifest(root);
}
