/**
 * Keeps oclif in one file, `dist/oclif.js`, which the rest imports as `#oclif` (package.json). With sixty entry points
 * esbuild would split it into a dozen chunks by which entries share what, and every command would load them all.
 */
const parts = ['args', 'command', 'flags', 'help', 'run'];

/** The source of `dist/oclif.js`: each part under its own name. */
export const oclifEntry = parts.map((part) => `export * as ${part} from '@oclif/core/${part}';`).join('\n');

const partHit = (part) => `oclif: ${part} from dist/oclif.js`;

export const separateOclif = (hits) => ({
  name: 'separate-oclif',
  setup(build) {
    hits.expect(...parts.map(partHit));
    build.onResolve({ filter: /^@oclif\/core(\/|$)/ }, ({ path }) => ({ path, namespace: 'separate-oclif' }));
    build.onResolve({ filter: /^#oclif$/ }, () => ({ path: '#oclif', external: true }));
    build.onLoad({ filter: /.*/, namespace: 'separate-oclif' }, async ({ path }) => {
      const part = path.slice('@oclif/core/'.length);
      // The index, which oclif's own help command imports.
      if (part === '') return { contents: index };
      if (!parts.includes(part)) throw new Error(`${path} is not among the parts in scripts/build/separate-oclif.mjs`);
      hits.add(partHit(part));
      return { contents: await sourceOf(path, part) };
    });
  },
});

const index = `import { args, command, flags, help } from '#oclif';
export const { Command } = command, { loadHelpClass } = help, Args = args, Flags = flags;`;

const notExported = new Set(['default', '__esModule', 'module.exports']);

async function sourceOf(path, part) {
  const names = Object.keys(await import(path)).filter((name) => !notExported.has(name));
  return `import { ${part} as part } from '#oclif';\nexport const { ${names.join(', ')} } = part;`;
}
