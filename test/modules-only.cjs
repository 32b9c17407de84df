/**
 * Mocha tries `require` before `import`. On Node 20 that runs a test untranslated where its types happen to be valid
 * JavaScript (`new Set<string>(…)` is a comparison), and on newer ones past tsx. With this it always imports.
 */
require.extensions['.ts'] = (_module, file) => {
  throw new SyntaxError(`${file} did not load as a module; see why with: node --import tsx/esm ${file}`);
};
