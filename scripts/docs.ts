/**
 * Writes the generated parts of the documentation and the words that the decoder looks for, or with `--check` fails if they are not current: heads of the pages of
 * codes, their index, pages of commands, outputs of commands in hand-written pages; and checks every internal link.
 * Needs a build: outputs come from the built CLI, commands from its manifest.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Entry, entries } from '../src/catalog/index.ts';
import { checks } from '../src/diagnosis/checks/index.ts';
import { rules } from '../src/domain/entra-errors/platform/platform-errors.ts';
import { mistakeNames } from '../src/domain/trust/mistakes/mistakes.ts';
import { explainPermissions } from '../src/features/diagnose/permissions.ts';
import { permissionsPage } from '../src/render/text/permissions-text.ts';
import { commandPages } from './docs/command-pages.ts';
import { findingIndex, findingPage } from './docs/finding-pages.ts';
import { findingsOfEntraJson } from './docs/findings-of-entra.ts';
import { brokenLinks, markdownFiles } from './docs/links.ts';
import { withOutputs } from './docs/outputs.ts';
import { requiredWordsJson } from './docs/required-words.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const check = process.argv.includes('--check');
const wrong: string[] = [];

function put(path: string, text: string): void {
  const file = join(root, path);
  const old = existsSync(file) ? readFileSync(file, 'utf8') : null;
  if (old === text) return;
  if (check) {
    wrong.push(`${path}: not current; run \`npm run docs\``);
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`wrote ${path}`);
}

function read(path: string): string | null {
  const file = join(root, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** Which check or command reports a code about the configuration; "nothing" for a code that is only explained. */
function reportedBy({ code, name }: Entry): string[] {
  const ids = checks
    .filter(({ emits }) => emits.some((emitted) => emitted === name))
    .map(({ id }) => `check \`${id}\``);
  const found = [...ids, ...(mistakeNames.some((mistake) => mistake === name) ? ['`ppmi subject diff`'] : [])];
  return found.length === 0 && /^PPMI[1236]/.test(code) ? ['nothing in this version; it is explained only'] : found;
}

for (const entry of entries) {
  const path = `docs/findings/${entry.code}.md`;
  put(path, findingPage(entry, reportedBy(entry), read(path)));
}
put('docs/findings/README.md', findingIndex(entries));
put('src/domain/entra-errors/platform/required-words.json', requiredWordsJson(rules));
put('src/catalog/entra/findings.json', findingsOfEntraJson(entries));
put('docs/permissions.md', permissionsPage(explainPermissions()));
const pages = commandPages(JSON.parse(read('oclif.manifest.json') ?? '{"commands":{}}'), root);
for (const [path, text] of pages) put(path, text);
for (const path of markdownFiles(root)) {
  const stale = path.startsWith('docs/commands/') && !pages.some(([written]) => written === path);
  if (stale) wrong.push(`${path}: there is no such command any more; delete the page`);
}
for (const path of markdownFiles(root)) put(path, withOutputs(read(path) ?? '', root));
wrong.push(...brokenLinks(root));

for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exitCode = 1;
