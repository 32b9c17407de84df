/** Decoded and expected errors in one flat form. */
import type { DecodedError } from '../../../../src/domain/entra-errors/decode/decode.ts';
import type { ExpectedError, TextFixture } from './expected.ts';

type Expected = TextFixture['errors'];
type Row = Record<string, unknown>;

const names = [
  'traceId',
  'correlationId',
  'timestamp',
  'issuer',
  'subject',
  'audience',
  'expectedSubject',
  'clientId',
  'resource',
  'tenant',
] as const satisfies readonly (keyof ExpectedError)[];

/** The decoded errors; a message only where the expected row at its place names one. */
export function decodedRows(decoded: readonly DecodedError[], expected: Expected): readonly Row[] {
  return decoded.map((error, index) => {
    const flat: Row = { ...error, ...error.presented };
    return rowOf(flat, expected[index]?.message !== undefined);
  });
}

export function expectedRows(expected: Expected): readonly Row[] {
  return expected.map((error) => rowOf({ ...error }, error.message !== undefined));
}

function rowOf(error: Row, withMessage: boolean): Row {
  const row: Row = { code: error.code };
  for (const name of names) row[name] = error[name] ?? null;
  if (withMessage) row.message = error.message;
  return row;
}
