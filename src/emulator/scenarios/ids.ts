import { createHash } from 'node:crypto';

/** A GUID that is always the same for a name, so that worlds are the same everywhere. */
export function idOf(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex');
  return digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
