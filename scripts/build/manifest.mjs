/** The oclif manifest: arguments and flags of every command, so that help and parsing load no other command's code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Plugin } from '@oclif/core/config';

/** Text of `oclif.manifest.json` for the bundle in `dist/`; the same bundle always gives the same text. */
export async function manifestText(root) {
  const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true });
  await plugin.load();
  return inAscii(inLines(sorted(plugin.manifest)));
}

export async function writeManifest(root) {
  writeFileSync(join(root, 'oclif.manifest.json'), await manifestText(root));
}

export async function manifestIsCurrent(root) {
  return readFileSync(join(root, 'oclif.manifest.json'), 'utf8') === (await manifestText(root));
}

/** One line a command: oclif reads the file at every start, and indentation would be a third of it. */
function inLines({ commands, ...rest }) {
  const lines = Object.entries(commands).map(([id, command]) => `${JSON.stringify(id)}:${JSON.stringify(command)}`);
  return `{"commands":{\n${lines.join(',\n')}\n},${JSON.stringify(rest).slice(1)}\n`;
}

/** One character beyond Latin-1 doubles the text in memory, and with it the time to read it. */
function inAscii(json) {
  return json.replace(/[^\n -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Commands by name, because oclif loads them in parallel and keeps the order in which they arrive. Each has an alias
 * below `ppmi`, under which a host CLI finds it even if the host has a command of the same name (docs/plugin.md).
 */
function sorted({ commands, ...rest }) {
  const byName = Object.entries(commands).sort(([a], [b]) => (a < b ? -1 : 1));
  const aliased = byName.map(([id, command]) => [id, { ...command, aliases: [`ppmi:${id}`] }]);
  return { commands: Object.fromEntries(aliased), ...rest };
}
