/**
 * Keeps what every command loads in one chunk. esbuild makes a chunk for each set of entry points that share a module,
 * so the dozen small modules that start a command would be a dozen files, and each costs half a millisecond. An entry
 * point that starts with all of them shares all of them.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a start loads, with everything that these files import, and small files that most commands load after it. */
const core = [
  'src/catalog/entra/entry.ts',
  'src/catalog/errors/error.ts',
  'src/catalog/printer.ts',
  'src/catalog/shell-lines.ts',
  'src/cli/command.ts',
  'src/cli/errors.ts',
  'src/cli/help.ts',
  'src/domain/entra-errors/platform/platform-error.ts',
  'src/domain/findings.ts',
  'src/domain/settling.ts',
  'src/domain/signed-file/unreadable.ts',
  'src/domain/signed-file/verdict.ts',
  'src/domain/text-encoding.ts',
  'src/domain/trim-end.ts',
  'src/domain/trust/mistakes/mistakes.ts',
  'src/flags/shared.ts',
  'src/render/style.ts',
  'src/render/text/fix-lines.ts',
  'src/render/text/key-values.ts',
  'src/render/text/mistake.ts',
  'src/report/exit-codes.ts',
];

/** The part of oclif for arguments, which most commands have. */
const packages = ['@oclif/core/args'];

const hit = 'dynamic import of our own module';
const namespace = 'shared-core';

/** An entry point of its own file for `esbuild`: the core, then the module. */
export const withCore = (path) => `${namespace}:${path}`;

export const sharedCore = (root) => (hits) => ({
  name: namespace,
  setup(build) {
    hits.expect(hit);
    const prelude = [...packages, ...core.map((file) => join(root, file))]
      .map((file) => `import ${JSON.stringify(file)};`)
      .join('\n');
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
