/**
 * What oclif does or loads at every start and ppmi has no use for, taken out: together a tenth of the start.
 * - It sorts commands with `localeCompare`, whose first call loads Unicode's collation.
 * - It wants to know the shell: on Windows it starts PowerShell to find out, on Linux it looks for signs of WSL.
 * - It brings libraries to find commands on disk (the manifest lists ours), plug-ins by pattern (we have none), its
 *   settings outside `package.json`, and spinners (our progress has none).
 */
import { readFileSync } from 'node:fs';

const sort = '.sort((a, b) => a.id.localeCompare(b.id))';
const plainSort = '.sort((a, b) => (a.id < b.id ? -1 : 1))';

const unused = (name) => `() => { throw new Error('ppmi is bundled without ${name}: scripts/lean-oclif.mjs'); }`;
const insteadOf = {
  'cli-spinners': `module.exports = { line: { frames: ['-'] }, dots2: { frames: ['-'] } };`,
  lilconfig: `exports.lilconfig = ${unused('lilconfig')};`,
  minimatch: `exports.minimatch = ${unused('minimatch')};`,
  tinyglobby: `exports.glob = ${unused('tinyglobby')};`,
  'wsl-utils': `exports.isWsl = false; exports.powerShellPath = ${unused('wsl-utils')};`,
};

export const leanOclif = {
  name: 'lean-oclif',
  setup(build) {
    build.onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/]config[\\/]plugin\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes(sort))
        throw new Error('@oclif/core sorts its commands in another way now: look at lean-oclif');
      return { contents: text.replace(sort, plainSort) };
    });
    build.onResolve({ filter: /^[a-z-]+$/ }, ({ path, importer }) =>
      path in insteadOf && /@oclif[\\/]core[\\/]/.test(importer) ? { path, namespace: 'lean-oclif' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'lean-oclif' }, ({ path }) => ({ contents: insteadOf[path] }));
  },
};
