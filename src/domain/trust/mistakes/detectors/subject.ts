/** The mistakes of a subject, part by part. */
import type { DiffContext } from '../../diff-context.ts';
import type { ParsedSubject } from '../../subject/parse.ts';
import type { Mistake } from '../mistakes.ts';
import { recognizeCase } from './case.ts';
import { recognizeCertificate } from './certificate.ts';
import { recognizeForm } from './form.ts';
import { recognizeApplication, recognizeEnvironment, recognizeTenant } from './ids.ts';
import { recognizePrefix } from './prefix.ts';
import { recognizeText } from './text.ts';

/** Subjects of other services are skipped: ppmi does not judge them. */
export function recognizeSubject(
  expected: ParsedSubject,
  actual: ParsedSubject,
  hints: DiffContext,
): readonly Mistake[] {
  if (actual.kind !== expected.kind) return [];
  if (expected.raw === actual.raw) return recognizeForm(expected, actual, []);
  const inCase = recognizeCase(expected, actual);
  const notCase = ({ part }: Mistake) => part === 'issuer' || part === 'audience' || !inCase.parts.has(part);
  const byPart = [
    ...recognizePrefix(expected, actual),
    ...recognizeTenant(expected, actual, hints),
    ...recognizeApplication(expected, actual, hints),
    ...recognizeEnvironment(expected, actual, hints),
    ...recognizeCertificate(expected, actual, hints),
  ].filter(notCase);
  const form = recognizeForm(expected, actual, byPart).filter(notCase);
  return [...recognizeText(expected, actual), ...inCase.mistakes, ...byPart, ...form];
}
