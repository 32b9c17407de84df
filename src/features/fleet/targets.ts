/** The targets of a fleet: environments listed in a file, and the part that `--shard` selects. */
import { createHash } from 'node:crypto';
import type { CloudId } from '../../domain/cloud/cloud-id.ts';
import { PpmiError } from '../../domain/errors.ts';
import { cloudOf, originOf } from '../../session/environment-url.ts';
import { readInputText } from '../../session/input-file.ts';

const longestList = 16 * 1024 * 1024;

/** One URL per line. Skips blank lines, lines that begin with `#`, and duplicates. */
export async function readEnvironments(file: string, cloud?: CloudId): Promise<readonly string[]> {
  const lines = (await readInputText(file, longestList)).split('\n');
  const urls = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  if (urls.length === 0) throw new PpmiError('usage', { detail: `--environments-file: ${file} names no environment` });
  const origins = urls.map(originOf);
  // Report a mistake in the last line before the first request.
  for (const origin of origins) cloudOf(origin, cloud);
  return [...new Set(origins)];
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
  throw new PpmiError('usage', { detail: `--shard takes a part and a number of parts such as 2/8, not "${text}"` });
}

/** Selects by hash, so that all machines agree on the parts whatever the order of the list, and the parts have similar sizes. */
export function isInShard({ part, of }: Shard, key: string): boolean {
  return createHash('sha256').update(key).digest().readUInt32BE() % of === part - 1;
}
