/**
 * Two things that oclif does at every start and ppmi has no use for.
 * 1. It sorts commands with `localeCompare`, whose first call loads Unicode's collation: 6 ms of CPU.
 * 2. It wants to know the shell. On Windows it starts PowerShell to find out, on Linux it looks for signs of WSL.
 */
import { readFileSync } from 'node:fs';

const sort = '.sort((a, b) => a.id.localeCompare(b.id))';
const plainSort = '.sort((a, b) => (a.id < b.id ? -1 : 1))';

export const leanOclif = {
  name: 'lean-oclif',
  setup(build) {
    build.onLoad({ filter: /@oclif[\\/]core[\\/]lib[\\/]config[\\/]plugin\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes(sort))
        throw new Error('@oclif/core sorts its commands in another way now: look at lean-oclif');
      return { contents: text.replace(sort, plainSort) };
    });
    build.onResolve({ filter: /^wsl-utils$/ }, () => ({ path: 'wsl-utils', namespace: 'lean-oclif' }));
    build.onLoad({ filter: /.*/, namespace: 'lean-oclif' }, () => ({
      contents: `export const isWsl = false;
export function powerShellPath() { throw new Error('ppmi does not ask for the shell'); }`,
    }));
  },
};
