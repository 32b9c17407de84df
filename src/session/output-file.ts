import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { PpmiError } from '../domain/errors.ts';

/**
 * Never through a link, and never over a file that is there; readable by its owner alone.
 * @throws PpmiError `file-unreadable`
 */
export async function writeNewFile(file: string, text: string): Promise<void> {
  try {
    const { O_WRONLY, O_CREAT, O_EXCL } = constants;
    const handle = await open(file, O_WRONLY | O_CREAT | O_EXCL, 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new PpmiError('file-unreadable', { file, detail: (error as Error).message }, { cause: error });
  }
}
