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

/** The tool's own error that `work` fails with; anything else fails the test. */
export async function failure(work: Promise<unknown>): Promise<PpmiError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof PpmiError) return error;
    throw error;
  }
  throw new AssertionError('expected a PpmiError, but nothing was thrown');
}

export function rejectedBy(call: () => Promise<unknown>): Promise<PpmiError> {
  return failure(Promise.resolve().then(call));
}
