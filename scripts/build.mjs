/**
 * Bundles the tool into `dist/`: oclif in one file, one entry point per command, shared code in chunks, every library
 * included. Then writes what must agree with the bundle: the oclif manifest and the notices of the bundled libraries.
 * See docs/decisions/2026-11-24-one-bundle.md.
 */
import { readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createRequire } from './build/create-require.mjs';
import { dynamicPackages } from './build/dynamic-packages.mjs';
import { createHits } from './build/hits.mjs';
import { jsonAsText } from './build/json-as-text.mjs';
import { writeManifest } from './build/manifest.mjs';
import { writeNotices } from './build/notices.mjs';
import { oclifEntry, separateOclif } from './build/separate-oclif.mjs';
import { sharedCore, withCore } from './build/shared-core.mjs';
import { trimLibraries } from './build/trim-libraries.mjs';
import { checkBundledStubs, trimOclif } from './build/trim-oclif.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const commandsFolder = join(root, 'src', 'commands');

const commands = readdirSync(commandsFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join(commandsFolder, file));

const nameOf = (file) => relative(commandsFolder, file).split(sep).join('/').replace(/\.ts$/, '');

/** How esbuild bundles; `bench` builds its empty command in the same way, with an untrimmed oclif. */
export const settingsWith = (hits) => ({
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  chunkNames: 'chunks/[name]-[hash]',
  external: ['typescript'],
  plugins: [dynamicPackages, trimLibraries, jsonAsText, createRequire].map((plugin) => plugin(hits)),
  metafile: true,
  absWorkingDir: root,
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Built beside the old bundle and moved at the end: a command that runs from it meanwhile keeps its files.
  const fresh = `dist.${process.pid}`;
  try {
    await bundleInto(fresh);
    rmSync(join(root, 'dist'), { recursive: true, force: true });
    renameSync(join(root, fresh), join(root, 'dist'));
  } finally {
    rmSync(join(root, fresh), { recursive: true, force: true });
  }
  await writeManifest(root);
}

async function bundleInto(folder) {
  const hits = createHits();
  const settings = settingsWith(hits);
  const oclif = await build({
    ...settings,
    plugins: [trimOclif(hits), ...settings.plugins],
    outfile: `${folder}/oclif.js`,
    splitting: false,
    stdin: { contents: oclifEntry, resolveDir: root },
  });
  // In one file of its own: a thread that shared chunks with the commands would load all that starts a command.
  const worker = await build({
    ...settings,
    outfile: `${folder}/error-log-worker.js`,
    splitting: false,
    entryPoints: ['src/features/entra-errors/worker.ts'],
  });
  const { metafile } = await build({
    ...settings,
    plugins: [separateOclif(hits), sharedCore(root)(hits), ...settings.plugins],
    outdir: folder,
    entryPoints: {
      main: withCore('src/cli/main.ts'),
      ...Object.fromEntries(commands.map((file) => [`commands/${nameOf(file)}`, withCore(relative(root, file))])),
    },
  });
  hits.check();
  checkBundledStubs(readFileSync(join(root, folder, 'oclif.js'), 'utf8'));
  const inputs = [oclif, worker, { metafile }].flatMap((built) => Object.keys(built.metafile.inputs));
  writeNotices(join(root, folder), inputs, root);
}
