/** The oclif manifest: what every command takes, so that help and parsing load no other command's code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plugin } from '@oclif/core/config';

/** Text of `oclif.manifest.json` as the bundle in `dist/` makes it. Keys are sorted, so a change shows as itself. */
export async function manifestText(root) {
  const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  return `${JSON.stringify(sorted(plugin.manifest), null, 2)}\n`;
}

export async function writeManifest(root) {
  writeFileSync(join(root, 'oclif.manifest.json'), await manifestText(root));
}

export async function manifestIsCurrent(root) {
  return readFileSync(join(root, 'oclif.manifest.json'), 'utf8') === (await manifestText(root));
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  // The order of flags and arguments is the order in which help and the parser take them: it means something.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, sorted(inner)]));
}
