/** The oclif manifest: what every command takes, so that help and parsing load no other command's code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plugin } from '@oclif/core/config';

/** Text of `oclif.manifest.json` as the bundle in `dist/` makes it, the same whenever it is made. */
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

/** Commands by name: oclif loads them side by side, and keeps the order in which they came. */
function sorted({ commands, ...rest }) {
  const byName = Object.entries(commands).sort(([a], [b]) => (a < b ? -1 : 1));
  return { commands: Object.fromEntries(byName), ...rest };
}
