/** The mistakes of a subject, part by part, against one that is right. */
import type { DiffContext } from '../../diff-context.ts';
import type { ParsedSubject } from '../../subject/parse.ts';
import type { Mistake } from '../mistakes.ts';
import { recogniseCase } from './case.ts';
import { recogniseCertificate } from './certificate.ts';
import { recogniseForm } from './form.ts';
import { recogniseApplication, recogniseEnvironment, recogniseTenant } from './ids.ts';
import { recognisePrefix } from './prefix.ts';
import { recogniseText } from './text.ts';

/** Subjects of other services are left alone: nothing is said of them. */
export function recogniseSubject(wanted: ParsedSubject, actual: ParsedSubject, hints: DiffContext): readonly Mistake[] {
  if (actual.kind !== wanted.kind) return [];
  if (wanted.raw === actual.raw) return recogniseForm(wanted, actual, []);
  const inCase = recogniseCase(wanted, actual);
  const notCase = ({ part }: Mistake) => part === 'issuer' || part === 'audience' || !inCase.parts.has(part);
  const byPart = [
    ...recognisePrefix(wanted, actual),
    ...recogniseTenant(wanted, actual, hints),
    ...recogniseApplication(wanted, actual, hints),
    ...recogniseEnvironment(wanted, actual, hints),
    ...recogniseCertificate(wanted, actual, hints),
  ].filter(notCase);
  const form = recogniseForm(wanted, actual, byPart).filter(notCase);
  return [...recogniseText(wanted, actual), ...inCase.mistakes, ...byPart, ...form];
}
