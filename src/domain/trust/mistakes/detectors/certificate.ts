/** Mistakes in the last part of a subject: which certificate it names, and in which form. */
import type { DiffContext } from '../../diff-context.ts';
import { squeeze } from '../../subject/normalize.ts';
import type { ParsedCertificate, ParsedHash, ParsedNames, ParsedSubject } from '../../subject/parse.ts';
import { type Mistake, type MistakeName, type MistakeRepair, mistake } from '../mistakes.ts';
import { originOfHash } from './hash.ts';
import { type NamesOrigin, originOfCommonNames, originOfHashedNames } from './names.ts';

export function recognizeCertificate(
  expected: ParsedSubject,
  actual: ParsedSubject,
  hints: DiffContext,
): readonly Mistake[] {
  const [right, typed] = [expected.pieces.certificate, actual.pieces.certificate];
  if (typed === null || actual.certificate === null || right?.clean === typed.clean) return [];
  const named = recognize(expected.certificate, actual.certificate, hints);
  const long: readonly Named[] = /^\/hash\//i.test(typed.clean) ? [{ name: 'hash-segment-long' }] : [];
  return [...named, ...long].map(({ name, how = null, repair, candidate = false }) =>
    mistake(name, 'certificate', { detail: how, candidate, ...(repair && { repair }) }),
  );
}

interface Named {
  readonly name: MistakeName;
  /** What was hashed, in a few words. */
  readonly how?: string | null;
  readonly repair?: MistakeRepair;
  readonly candidate?: boolean;
}

/** `expected` is null where common names cannot be predicted; a hash is wrong there all the same. */
function recognize(
  expected: ParsedCertificate | null,
  actual: ParsedCertificate,
  hints: DiffContext,
): readonly Named[] {
  if (actual.kind === 'thumbprint' || expected?.kind === 'thumbprint') return [];
  if (isHash(actual)) {
    return expected?.kind === 'hash' ? hash(expected.value, actual.value, hints) : hashForIssued(actual.value, hints);
  }
  if (expected === null) return [];
  return isHash(expected) ? issuedForSelfSigned(actual, hints) : names(expected, actual, hints);
}

function isHash(certificate: ParsedCertificate): certificate is ParsedHash<'hash'> | ParsedHash<'thumbprint'> {
  return certificate.kind === 'hash' || certificate.kind === 'thumbprint';
}

function hash(expected: string, actual: string, hints: DiffContext): readonly Named[] {
  const origin = originOfHash(squeeze(actual), expected, hints);
  if (origin === null) return [];
  const { mistakes, how, of } = origin;
  return mistakes.map((name) => ({ name, how, ...(of === 'own' ? {} : mayBeRight) }));
}

/** The hash of an unknown certificate may be a working trust. */
const mayBeRight = { repair: 'create-beside' } as const;

function hashForIssued(actual: string, hints: DiffContext): readonly Named[] {
  const origin = originOfHash(squeeze(actual), hints.certificate?.sha256 ?? null, hints);
  if (origin === null) return [];
  const { mistakes, how, of } = origin;
  if (of === 'unknown') return otherCertificate('kind-hash-for-issued', hints);
  const made = mistakes.map((name) => ({ name, how }));
  return of === 'own' ? [{ name: 'kind-hash-for-issued' }, ...made] : made;
}

/**
 * What is not this certificate in any form is another one, whose own form may be right. Without the certificate,
 * only the form can be judged.
 */
function otherCertificate(form: MistakeName, { certificate }: DiffContext): readonly Named[] {
  const candidate = true;
  if (certificate == null)
    return [
      { name: form, ...mayBeRight },
      { name: 'hash-old-certificate', candidate },
    ];
  return [{ name: 'hash-old-certificate' }, { name: form, ...mayBeRight, candidate }];
}

function issuedForSelfSigned(actual: ParsedNames, hints: DiffContext): readonly Named[] {
  const { of, how } = originOf(actual, null, hints);
  if (of === 'other') return [{ name: 'hash-old-certificate' }];
  if (of === 'unknown') return otherCertificate('kind-issued-for-self-signed', hints);
  return [{ name: 'kind-issued-for-self-signed', how }];
}

function names(expected: ParsedNames, actual: ParsedNames, hints: DiffContext): readonly Named[] {
  if (expected.kind !== actual.kind) return [];
  const { mistakes, also, how } = originOf(actual, expected, hints);
  const named = mistakes.slice(0, 2).map((name, index) => ({ name, how, candidate: index > 0 }));
  return [...named, ...also.map((name) => ({ name, how }))];
}

function originOf(actual: ParsedNames, expected: ParsedNames | null, hints: DiffContext): NamesOrigin {
  const read = actual.kind === 'hashed-names' ? originOfHashedNames : originOfCommonNames;
  return read(actual, expected, hints);
}
