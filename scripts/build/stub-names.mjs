/** A stub stands in for a library and must export every name that its importer reads. */

const assigned = (packageName) =>
  new RegExp(
    String.raw`(?:const|let|var) (\w+) = (?:__importDefault\()?require\("${packageName}"\)|import (\w+) from '${packageName}'`,
  );

/**
 * Names that a file reads from a package which it imports by `require`, `import()` or a default import; names under a
 * default import count as read directly. Null when the file imports the package in a form that is not known here.
 */
export function namesRead(text, packageName) {
  const dynamic = [...text.matchAll(new RegExp(String.raw`\(await import\('${packageName}'\)\)\.(\w+)`, 'g'))];
  if (dynamic.length > 0) return new Set(dynamic.map(([, name]) => name));
  const [, required, imported] = assigned(packageName).exec(text) ?? [];
  const variable = required ?? imported;
  if (variable === undefined) return null;
  const reads = text.matchAll(new RegExp(String.raw`\b${variable}\.(?:default\.)?(\w+)`, 'g'));
  return new Set([...reads].map(([, name]) => name).filter((name) => name !== 'default'));
}

/** @throws Error when `text` reads a name that the stub lacks, or imports the package in an unknown form */
export function checkStub({ packageName, text, importer, names }) {
  const read = namesRead(text, packageName);
  const missing = read === null ? ['in an unknown form'] : [...read].filter((name) => !names.includes(name));
  if (missing.length === 0) return;
  throw new Error(`${importer} imports ${missing.join(', ')} of ${packageName}, for which the build has a stub`);
}
