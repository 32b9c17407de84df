/**
 * Real output in hand-written pages: the fenced block after `<!-- ppmi: doctor --emulate x -->` is replaced by what the
 * built CLI prints on standard output.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const block = /(<!-- ppmi: (.+?) -->\n)```[^\n]*\n[\s\S]*?\n```/g;

export function withOutputs(page: string, root: string): string {
  return page.replace(block, (_all, marker: string, command: string) => {
    return `${marker}\`\`\`text\n$ ppmi ${command}\n${outputOf(command, root)}\n\`\`\``;
  });
}

/** Arguments are split at spaces, so examples cannot use quotes. */
function outputOf(command: string, root: string): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'bin/run.js'), ...command.split(' ')], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', NO_COLOR: '1', LANG: 'C.UTF-8' },
  });
  if (status === 70 || (stdout === '' && status !== 0)) throw new Error(`ppmi ${command}: exit ${status}\n${stderr}`);
  // A page must not change with every run.
  return stdout.trimEnd().replace(/\b\d{4}-\d\d-\d\d \d\d:\d\d UTC\b/g, '2026-01-01 09:00 UTC');
}
