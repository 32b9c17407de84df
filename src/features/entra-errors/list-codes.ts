/** `error list`. */
import type { areas } from '../../domain/entra-errors/codes.ts';
import { type CodeJson, codesJson } from '../../render/json/errors.ts';
import type { Outcome } from '../../render/outcome.ts';
import { codesText } from '../../render/text/errors.ts';

export interface CodesJson {
  readonly codes: readonly CodeJson[];
}

export function listCodes(area?: (typeof areas)[number]): Outcome<CodesJson> {
  return { result: { codes: codesJson(area) }, exitCode: 0, text: ({ codes }, style) => codesText(codes, style) };
}
