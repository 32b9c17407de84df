/**
 * Creates a check with everything that belongs to it: arguments and their example, catalog row, scenario, check, list
 * entry, unit test, golden line and page. `npm run new:check -- trust/some-check some-finding`; CONTRIBUTING.md lists the steps that follow.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  argumentsRow,
  catalogRow,
  check,
  type NewCheck,
  pageBody,
  scenarioRow,
  unitTest,
} from './new-check/templates.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Area {
  readonly range: number;
  readonly catalog: string;
  /** Interface of the arguments in `src/domain/findings.ts`. */
  readonly args: string;
  readonly scenarios: string;
}

const areas: Readonly<Record<string, Area>> = {
  identity: { range: 1, catalog: '1-record.ts', args: 'RecordFindings', scenarios: 'record.ts' },
  trust: { range: 2, catalog: 'trust/credential.ts', args: 'CredentialFindings', scenarios: 'trust-form.ts' },
  certificate: { range: 3, catalog: '3-certificate.ts', args: 'CertificateFindings', scenarios: 'certificate.ts' },
  token: { range: 5, catalog: '5-token.ts', args: 'TokenFindings', scenarios: 'record.ts' },
  application: { range: 6, catalog: '6-application.ts', args: 'ApplicationFindings', scenarios: 'record.ts' },
  access: { range: 7, catalog: '7-access.ts', args: 'AccessFindings', scenarios: 'record.ts' },
};

const goldenFile = 'test/catalog/codes.golden.json';

const [id = '', finding = ''] = process.argv.slice(2);
const [areaName = '', checkName = ''] = id.split('/');
const area = areas[areaName];
const golden: Record<string, string> = JSON.parse(read(goldenFile));

const problem = problemOf();
if (problem === null && area !== undefined) create(area);
else {
  console.error(`${problem}\nUsage: npm run new:check -- AREA/CHECK FINDING (AREA: ${Object.keys(areas).join(', ')})`);
  process.exitCode = 2;
}

function problemOf(): string | null {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
  if (area === undefined) return `Unknown area "${areaName}"`;
  if (!kebab.test(checkName) || !kebab.test(finding)) return 'Names consist of lower-case words with hyphens';
  if (Object.values(golden).includes(finding)) return `The name ${finding} is in use`;
  return existsSync(join(root, checkFile())) ? `The check ${id} exists` : null;
}

function create({ range, catalog, args, scenarios }: Area): void {
  const entry = read('src/catalog/entry.ts');
  const fields = {
    message: entry.includes('readonly message:') ? 'message' : 'says',
    derived: entry.includes("'derived'") ? 'derived' : 'own',
  };
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const made: NewCheck = { id, finding, code: nextCode(range), fields };
  insert('src/domain/findings.ts', new RegExp(`(interface ${args} \\{\n[\\s\\S]*?)(?=^\\})`, 'm'), argumentsRow(made));
  insert('test/findings.ts', /([\s\S]*unknownArgs[\s\S]*?)(?=^\};)/m, `  '${finding}': record,\n`);
  insert(`src/catalog/findings/${catalog}`, /([\s\S]*)(?=^\}(?: as const)? satisfies)/m, catalogRow(made, version));
  insert(`src/emulator/scenarios/${scenarios}`, /([\s\S]*)(?=^\];\n$)/m, scenarioRow(made));
  write(checkFile(), check(made));
  const name = checkName.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  insert('src/diagnosis/checks/index.ts', /([\s\S]*)(?=^\/\*\* In the order)/m, `import ${name} from './${id}.ts';\n`);
  insert('src/diagnosis/checks/index.ts', /([\s\S]*)(?=^\];)/m, `  ${name},\n`);
  write(`test/diagnosis/checks/${id}.test.ts`, unitTest(made));
  const codes = Object.entries({ ...golden, [made.code]: finding }).sort(([a], [b]) => (a < b ? -1 : 1));
  write(goldenFile, `${JSON.stringify(Object.fromEntries(codes), null, 2)}\n`);
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
  const page = `docs/findings/${made.code}.md`;
  if (existsSync(join(root, page))) writeFileSync(join(root, page), `${read(page).trimEnd()}\n\n${pageBody}\n`);
  console.log(`Created ${made.code} ${finding}. Replace every TODO:`);
  const todo = spawnSync('git', ['grep', '--untracked', '-n', 'TODO', '--', 'src', 'test', page], {
    cwd: root,
    encoding: 'utf8',
  });
  console.log(todo.stdout.trimEnd());
  console.log(`Then: npx mocha test/scenarios.test.ts -g '${finding}'  (CONTRIBUTING.md, "Add a check")`);
}

/** The lowest code of the range above all that are or were in use. */
function nextCode(range: number): string {
  const used = Object.keys(golden).map((code) => Number(code.slice(4)));
  return `PPMI${Math.max(range * 1000, ...used.filter((code) => Math.floor(code / 1000) === range)) + 1}`;
}

function checkFile(): string {
  return `src/diagnosis/checks/${id}.ts`;
}

/** @param place matches the text up to where `addition` belongs */
function insert(file: string, place: RegExp, addition: string): void {
  const text = read(file);
  if (!place.test(text)) throw new Error(`${file} is not written as scripts/new-check.ts expects: ${place}`);
  write(
    file,
    text.replace(place, (before: string) => before + addition),
  );
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}
