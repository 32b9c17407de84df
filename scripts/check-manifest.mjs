/** Fails if the committed oclif manifest does not match the current bundle. Requires a build. */
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manifestText } from './build/manifest.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const committed = execFileSync('git', ['show', 'HEAD:oclif.manifest.json'], { cwd: root, encoding: 'utf8' });
if (committed !== (await manifestText(root))) {
  console.error('oclif.manifest.json is not current: run `npm run build` and commit it');
  process.exitCode = 1;
}
