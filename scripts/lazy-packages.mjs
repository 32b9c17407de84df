// Packages that are asked here may need it first (@peculiar/x509 does), whatever order esbuild asks in.
import 'reflect-metadata';

/**
 * `await import('package')` in the bundle gives what it gives in Node. Of a CommonJS package esbuild would export
 * nothing but `default`, because it cannot know the names; Node finds them, so Node is asked while building.
 */
export const lazyPackages = {
  name: 'lazy-packages',
  setup(build) {
    build.onResolve({ filter: /^[@a-z]/ }, ({ kind, path, resolveDir }) => {
      if (kind !== 'dynamic-import' || path.startsWith('node:')) return undefined;
      return { path, namespace: 'lazy', pluginData: { resolveDir } };
    });
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, async ({ path, pluginData }) => {
      const names = Object.keys(await import(path)).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
      return {
        contents: `export { ${names.join(', ')} } from ${JSON.stringify(path)};`,
        resolveDir: pluginData.resolveDir,
      };
    });
  },
};
