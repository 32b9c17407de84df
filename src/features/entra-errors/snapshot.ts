/** A snapshot of credentials: the saved output of `ppmi fic list --json`. */

import { PpmiError } from '../../domain/errors.ts';
import type { FederatedCredential } from '../../domain/facts.ts';
import { readInputText } from '../../session/input-file.ts';

/** Twenty credentials take a few kilobytes. */
const longest = 4 * 1024 * 1024;

/** @throws PpmiError `file-unreadable`, `file-not-recognised` */
export async function readSnapshot(file: string): Promise<readonly FederatedCredential[]> {
  const text = await readInputText(file, longest);
  const rows = credentialsIn(parsed(text));
  if (rows !== null) return rows.map((row) => readCredential(row, file));
  throw notRecognized(file);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function credentialsIn(value: unknown): readonly unknown[] | null {
  const { credentials } = (value ?? {}) as { credentials?: unknown };
  return Array.isArray(credentials) ? credentials : null;
}

function readCredential(row: unknown, file: string): FederatedCredential {
  const { name, issuer, subject, audiences } = (row ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || typeof issuer !== 'string' || !Array.isArray(audiences)) throw notRecognized(file);
  const texts = audiences.filter((audience) => typeof audience === 'string');
  const held = typeof subject === 'string' ? subject : null;
  return { id: name, name, issuer, subject: held, audiences: texts, description: null, url: '' };
}

function notRecognized(file: string): PpmiError {
  return new PpmiError('file-not-recognised', { file, detail: 'a snapshot is what `ppmi fic list --json` prints' });
}
