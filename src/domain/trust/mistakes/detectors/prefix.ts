/** Mistakes in the cloud prefix of a subject. */
import { cloudsOfPrefix } from '../../../cloud/cloud.ts';
import { normalPrefix, type ParsedSubject } from '../../subject/parse.ts';
import { type Mistake, mistake } from '../mistakes.ts';

export function recognizePrefix(expected: ParsedSubject, actual: ParsedSubject): readonly Mistake[] {
  const [right, typed] = [expected.pieces.prefix, actual.pieces.prefix];
  if (right === null || typed === null || right.clean === typed.clean) return [];
  const prefix = normalPrefix(typed);
  if (prefix === right.clean || cloudsOfPrefix(prefix).length === 0) return [];
  return [mistake('prefix-wrong-cloud', 'prefix')];
}
