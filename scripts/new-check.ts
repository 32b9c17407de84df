/**
 * Creates a check with everything that belongs to it: arguments and their example, catalog row, scenario, check, list
 * entry, unit test, golden line and page. `npm run new:check -- trust/some-check some-finding`; CONTRIBUTING.md lists the steps that follow.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { areas, checkFile, editsFor, goldenFile, nextCode } from './new-check/edits.ts';
import { type NewCheck, pageBody } from './new-check/templates.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const [id = '', finding = ''] = process.argv.slice(2);
const [areaName = '', checkName = ''] = id.split('/');
const area = areas[areaName];
const golden: Record<string, string> = JSON.parse(read(goldenFile));

const problem = problemOf();
if (problem === null && area !== undefined) {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const made: NewCheck = { id, finding, code: nextCode(area.range, golden), since: version };
  for (const [file, text] of editsFor(made, area, read)) write(file, text);
  generate();
  explain(made);
} else {
  console.error(`${problem}\nUsage: npm run new:check -- AREA/CHECK FINDING (AREA: ${Object.keys(areas).join(', ')})`);
  process.exitCode = 2;
}

function problemOf(): string | null {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  if (area === undefined) return `Unknown area "${areaName}"`;
  if (!kebab.test(checkName) || !kebab.test(finding)) return 'Names consist of lower-case words with hyphens';
  if (Object.values(golden).includes(finding)) return `The name ${finding} is in use`;
  return existsSync(join(root, checkFile(id))) ? `The check ${id} exists` : null;
}

function generate(): void {
  for (const [command, ...rest] of [
    ['npx', 'biome', 'check', '--write', 'src', 'test/diagnosis'],
    ['npm', 'run', '--silent', 'build'],
    ['npm', 'run', '--silent', 'docs'],
  ] as const) {
    spawnSync(command, rest, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
  }
}

function explain({ code }: NewCheck): void {
  const page = `docs/findings/${code}.md`;
  if (existsSync(join(root, page))) writeFileSync(join(root, page), `${read(page).trimEnd()}\n\n${pageBody}\n`);
  console.log(`Created ${code} ${finding}. Replace every TODO:`);
  const todo = spawnSync('git', ['grep', '--untracked', '-n', 'TODO', '--', 'src', 'test', page], {
    cwd: root,
    encoding: 'utf8',
  });
  console.log(todo.stdout.trimEnd());
  console.log(`Then: npx mocha test/scenarios.test.ts -g '${finding}'  (CONTRIBUTING.md, "Add a check")`);
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
