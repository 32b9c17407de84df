/** A copy of the sources and tests, translated to JavaScript, with the mutants in it; the working tree stays as it is. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

export interface Sandbox {
  readonly folder: string;
  close(): void;
}

const translated = ['src', 'test', 'scripts'];
/** Tests write nothing into them. */
const notLinked = new Set([...translated, '.git', 'coverage']);

/** @param switched texts of the files with mutants */
export async function createSandbox(root: string, switched: ReadonlyMap<string, string>): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'ppmi-mutate-'));
  for (const part of readdirSync(root)) {
    if (!notLinked.has(part)) symlinkSync(join(root, part), join(folder, part));
  }
  for (const part of translated) {
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: (file) => !file.endsWith('.ts') });
  }
  await build({
    entryPoints: translated.flatMap((part) => filesBelow(root, part)).map((file) => join(root, file)),
    outdir: folder,
    outbase: root,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    logLevel: 'error',
    plugins: [
      {
        name: 'mutants',
        setup({ onLoad }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const text = switched.get(relative(root, path)) ?? readFileSync(path, 'utf8');
            return { loader: 'ts', contents: text.replace(/'(\.{1,2}\/[^'\n]*)\.ts'/g, "'$1.js'") };
          });
        },
      },
    ],
  });
  return { folder, close: () => rmSync(folder, { recursive: true, force: true }) };
}

export function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}
