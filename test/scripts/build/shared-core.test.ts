import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files that a file of the bundle loads with it, itself included. */
function loaded(file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path = ''] of text.matchAll(/(?:from|import)"(\.[^"]+)"/g)) loaded(join(dirname(file), path), found);
  return found;
}

describe('the files of a start', () => {
  it('are few and small, because each costs every command half a millisecond', () => {
    const files = new Set([...loaded('dist/main.js'), ...loaded('dist/commands/version.js')]);
    assert.ok(files.size <= 6, [...files].join(', '));
    const bytes = [...files].reduce((sum, file) => sum + statSync(file).size, 0);
    assert.ok(bytes < 80_000, `${bytes} bytes: ${[...files].join(', ')}`);
  });
});
