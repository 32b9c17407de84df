/** Checks the internal links of all pages: the file must exist, and the heading after a `#`. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

/** Markdown files of the repository that are pages, relative to the root. */
export function markdownFiles(root: string): string[] {
  const top = readdirSync(root).filter((name) => name.endsWith('.md'));
  const docs = existsSync(join(root, 'docs'))
    ? readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    : [];
  return [...top, ...docs.filter((name) => name.endsWith('.md')).map((name) => join('docs', name))].sort();
}

export function brokenLinks(root: string): string[] {
  return markdownFiles(root).flatMap((page) => {
    const text = withoutCode(readFileSync(join(root, page), 'utf8'));
    return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) => {
      if (/^[a-z]+:/.test(target)) return [];
      return exists(root, page, target) ? [] : [`${page}: broken link ${target}`];
    });
  });
}

function exists(root: string, page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#', 2);
  const file = path === '' ? join(root, page) : resolve(root, dirname(page), path);
  if (relative(root, file).startsWith('..') || !existsSync(file)) return false;
  if (anchor === undefined || statSync(file).isDirectory()) return anchor === undefined;
  return withoutCode(readFileSync(file, 'utf8'))
    .split('\n')
    .some((line) => line.startsWith('#') && slug(line.replace(/^#+\s*/, '')) === anchor);
}

/** The anchor that GitHub generates from a heading. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-');
}

function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]]/g, ''));
}
