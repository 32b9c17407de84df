// A package that is imported here may require it first (@peculiar/x509 does), whatever order esbuild resolves in.
import 'reflect-metadata';

const hit = 'dynamic import of a package';

/**
 * Makes `await import('package')` return in the bundle what it returns in Node. From a CommonJS package esbuild exports
 * only `default`, because it cannot know the names; Node detects them, so the build reads them from Node.
 */
export const dynamicPackages = (hits) => ({
  name: 'dynamic-packages',
  setup(build) {
    hits.expect(hit);
    build.onResolve({ filter: /^[@a-z]/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import' || path.startsWith('node:')) return undefined;
      hits.add(hit);
      return { path, namespace: 'dynamic-packages', pluginData: { resolveDir } };
    });
    build.onLoad({ filter: /.*/, namespace: 'dynamic-packages' }, async ({ path, pluginData }) => {
      const names = Object.keys(await import(path)).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
      return {
        contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`,
        resolveDir: pluginData.resolveDir,
      };
    });
  },
});
