/** `dist/THIRD-PARTY-NOTICES.txt`: name, version and license text of every library that esbuild put into the bundle. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const licenseFile = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/** `inputs`: what esbuild read, relative to `root`. */
export function writeNotices(dist, inputs, root) {
  const folders = new Set(
    inputs
      .map((input) => input.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0])
      .filter((folder) => folder !== undefined),
  );
  const sections = [...folders].sort().map((folder) => notice(join(root, folder)));
  const head = `ppmi contains the following software. Each part is distributed under its own license.\n`;
  writeFileSync(join(dist, 'THIRD-PARTY-NOTICES.txt'), [head, ...sections].join(`\n${'-'.repeat(80)}\n\n`));
}

function notice(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  if (license === undefined) throw new Error(`${name} declares no license and must not be bundled`);
  const texts = readdirSync(folder)
    .filter((file) => licenseFile.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  const by = typeof author === 'string' ? author : author?.name;
  return `${name} ${version} (${license})${by ? `, ${by}` : ''}\n\n${texts.join('\n\n') || 'The package holds no license text.'}\n`;
}
