/**
 * Finds words that the texts of ppmi avoid (`lint-words/words.ts`), in texts, comments, names and titles of tests.
 * `npm run lint:words [-- PATH…] [--count]`; `--count` prints the number per folder only. Exit code 1 if any is found.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allowed, bannedWords } from './lint-words/words.ts';

interface Found {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly use: string;
}

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'boolean', default: false } },
});

const paths = [
  'src',
  'bin',
  'docs',
  'scripts',
  'test',
  'schemas',
  'package.json',
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  '.ci',
];
/** Recorded by other programs, generated from sources that are checked themselves, or the list itself. */
const skipped =
  /^(test\/fixtures|docs\/commands|scripts\/lint-words)\/|\.golden\.|recorded\.json|linux-oid-names\.json|content\.json/;

const codes: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(`${root}/test/catalog/codes.golden.json`, 'utf8'),
);
const names = new RegExp(String.raw`(?<![\w-])(?:${Object.values(codes).join('|')})(?![\w-])`, 'g');

const files = execFileSync('git', ['ls-files', '-z', '--', ...(positionals.length > 0 ? positionals : paths)], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((file) => /\.(ts|mjs|js|cs|psm1|md|json)$|^\.ci\//.test(file) && !skipped.test(file));

const found = files.flatMap(wordsIn);
if (values.count) printCounts();
else for (const { file, line, text, use } of found) console.log(`${file}:${line}: "${text}" (use: ${use})`);
if (found.length > 0) {
  console.log(`${found.length} words to replace in ${new Set(found.map(({ file }) => file)).size} files`);
  process.exitCode = 1;
}

function wordsIn(file: string): Found[] {
  const lines = readFileSync(`${root}/${file}`, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    const read = [names, ...allowed].reduce((rest, pattern) => rest.replace(pattern, ''), textOf(file, line));
    return bannedWords.flatMap(({ pattern, use }) =>
      [...read.matchAll(pattern)].map(([text]) => ({ file, line: index + 1, text, use })),
    );
  });
}

/** Of a test only comments and titles: its other texts are inputs, such as what a service answers. */
function textOf(file: string, line: string): string {
  if (!file.startsWith('test/')) return line;
  const comment = /^\s*(?:\/\*\*?|\*|\/\/).*/.exec(line)?.[0] ?? '';
  const title = /\b(?:describe|it)(?:\.\w+)?\(\s*(['"`].*)/.exec(line)?.[1] ?? '';
  return `${comment} ${title}`;
}

function printCounts(): void {
  const folderOf = (file: string): string => dirname(file).split('/').slice(0, 3).join('/');
  const counts = new Map<string, number>();
  for (const { file } of found) counts.set(folderOf(file), (counts.get(folderOf(file)) ?? 0) + 1);
  for (const [folder, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`${String(count).padStart(5)}  ${folder}`);
  }
}
