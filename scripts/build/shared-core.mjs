/**
 * Keeps what every command loads in one chunk. esbuild makes a chunk for each set of entry points that share a module,
 * so the dozen small modules that start a command would be a dozen files, and each costs half a millisecond. An entry
 * point that starts with all of them shares all of them.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a start loads, with everything that these files import. */
const core = [
  'src/cli/command.ts',
  'src/cli/errors.ts',
  'src/cli/help.ts',
  'src/domain/signed-file/unreadable.ts',
  'src/flags/shared.ts',
  'src/render/style.ts',
  'src/render/text/fix-lines.ts',
  'src/render/text/key-values.ts',
  'src/render/text/mistake.ts',
  'src/report/exit-codes.ts',
];

const hit = 'dynamic import of our own module';
const namespace = 'shared-core';

/** An entry point of its own file for `esbuild`: the core, then the module. */
export const withCore = (path) => `${namespace}:${path}`;

export const sharedCore = (root) => (hits) => ({
  name: namespace,
  setup(build) {
    hits.expect(hit);
    const prelude = core.map((file) => `import ${JSON.stringify(join(root, file))};`).join('\n');
    build.onResolve({ filter: /^shared-core:/ }, ({ path }) => ({
      path: join(root, path.slice(namespace.length + 1)),
      namespace,
    }));
    build.onResolve({ filter: /^\.\.?\// }, ({ kind, path, resolveDir, importer }) => {
      if (kind !== 'dynamic-import' || importer.includes('node_modules')) return undefined;
      hits.add(hit);
      return { path: join(resolveDir, path), namespace };
    });
    build.onLoad({ filter: /.*/, namespace }, ({ path }) => {
      const source = JSON.stringify(path);
      const defaultExport = /^export default /m.test(readFileSync(path, 'utf8'));
      return {
        contents: `${prelude}\nexport * from ${source};\n${defaultExport ? `export { default } from ${source};` : ''}`,
        resolveDir: dirname(path),
      };
    });
  },
});
