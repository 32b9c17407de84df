/** `dist/THIRD-PARTY-NOTICES.txt`: name, version and licence text of every library that esbuild put into the bundle. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const licenceFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** `inputs`: what esbuild read, relative to `root`. */
export function writeNotices(dist, inputs, root) {
  const folders = new Set(
    inputs
      .map((input) => input.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0])
      .filter((folder) => folder !== undefined),
  );
  const sections = [...folders].sort().map((folder) => notice(join(root, folder)));
  const head = `ppmi contains the following software. Each part stays under its own licence.\n`;
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), [head, ...sections].join(`\n${'-'.repeat(80)}\n\n`));
}

function notice(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (license === undefined) throw new Error(`${name} names no licence: it must not be bundled`);
  const texts = readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const by = typeof author === 'string' ? author : author?.name;
  return `${name} ${version} (${license})${by ? `, ${by}` : ''}\n\n${texts.join('\n\n') || 'The package holds no licence text.'}\n`;
}
