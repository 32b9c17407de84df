/** The targets of a fleet: environments listed in a file, and the part that `--shard` selects. */

import { createHash } from 'node:crypto';
import type { CloudId } from '../../domain/cloud/cloud-id.ts';
import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';
import { linesOf } from '../../domain/lines-of.ts';
import { cloudOf, originOf } from '../../session/environment-url.ts';
import { readInputText } from '../../session/input-file.ts';

const longestList = 16 * 1024 * 1024;

/**
 * One URL per line. Skips blank lines, lines that begin with `#`, and duplicates. Reads up to the first line that is none.
 * @throws PpmiError `usage`, `cloud-unknown`: before the first request, also for the last line
 */
export async function readEnvironments(file: string, cloud?: CloudId): Promise<readonly string[]> {
  const origins = new Set<string>();
  for (const line of linesOf(await readInputText(file, longestList))) {
    const url = line.trim();
    if (url === '' || url.startsWith('#')) continue;
    const origin = originOf(url);
    cloudOf(origin, cloud);
    origins.add(origin);
  }
  if (origins.size === 0) throw new PpmiError('usage', { detail: `--environments-file: ${file} names no environment` });
  return [...origins];
}

export interface Shard {
  readonly part: number;
  readonly of: number;
}

/** `2/8`: the second of eight parts. */
export function parseShard(text: string): Shard {
  const [, part, of] = /^(\d{1,4})\/(\d{1,4})$/.exec(text.trim()) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  if (shard.part >= 1 && shard.part <= shard.of) return shard;
  throw new PpmiError('usage', {
    detail: `--shard takes a part and a number of parts such as 2/8, not ${quoted(text)}`,
  });
}

/** Selects by hash, so that all machines agree on the parts whatever the order of the list, and the parts have similar sizes. */
export function isInShard({ part, of }: Shard, key: string): boolean {
  return createHash('sha256').update(key).digest().readUInt32BE() % of === part - 1;
}
