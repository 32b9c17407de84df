/**
 * oclif in one file of its own, `dist/oclif.js`, which the rest imports as `#oclif` (package.json). Among sixty entries
 * esbuild would cut it into a dozen chunks by who shares what, and every command would load them all.
 */
const parts = ['args', 'command', 'flags', 'help', 'run'];

/** The source of `dist/oclif.js`: each part under its own name. */
export const oclifEntry = parts.map((part) => `export * as ${part} from '@oclif/core/${part}';`).join('\n');

export const oclifApart = {
  name: 'oclif-apart',
  setup(build) {
    build.onResolve({ filter: /^@oclif\/core(\/|$)/ }, ({ path }) => ({ path, namespace: 'oclif-apart' }));
    build.onResolve({ filter: /^#oclif$/ }, () => ({ path: '#oclif', external: true }));
    build.onLoad({ filter: /.*/, namespace: 'oclif-apart' }, async ({ path }) => ({ contents: await source(path) }));
  },
};

const notExported = new Set(['default', '__esModule', 'module.exports']);

async function source(path) {
  const part = path.slice('@oclif/core/'.length);
  // The index, which oclif's own help command imports.
  if (part === '') {
    return `import { args, command, flags, help } from '#oclif';
export const { Command } = command, { loadHelpClass } = help, Args = args, Flags = flags;`;
  }
  if (!parts.includes(part)) throw new Error(`${path} is imported, but not a part of scripts/oclif-apart.mjs`);
  const names = Object.keys(await import(path)).filter((name) => !notExported.has(name));
  return `import { ${part} as part } from '#oclif';\nexport const { ${names.join(', ')} } = part;`;
}
