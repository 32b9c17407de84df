import { AssertionError } from 'chai';
import { PpmiError } from '../src/domain/errors.ts';

/** The tool's own error that `call` throws; anything else fails the test. */
export function thrownBy(call: () => unknown): PpmiError {
  try {
    call();
  } catch (error) {
    if (error instanceof PpmiError) return error;
    throw error;
  }
  throw new AssertionError('expected a PpmiError, but nothing was thrown');
}

export async function rejectedBy(call: () => Promise<unknown>): Promise<PpmiError> {
  try {
    await call();
  } catch (error) {
    if (error instanceof PpmiError) return error;
    throw error;
  }
  throw new AssertionError('expected a PpmiError, but nothing was thrown');
}
