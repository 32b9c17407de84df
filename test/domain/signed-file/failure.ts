import { PpmiError } from '../../../src/domain/errors.ts';

/** The error of the tool that a promise fails with. */
export async function failure(work: Promise<unknown>): Promise<PpmiError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof PpmiError) return error;
    throw error;
  }
  throw new Error('nothing failed');
}
