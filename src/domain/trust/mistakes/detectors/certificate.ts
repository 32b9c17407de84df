/** The last part of a subject: which certificate it names, in which form. */
import type { DiffContext } from '../../diff-context.ts';
import { squeeze } from '../../subject/normalize.ts';
import type { ParsedCertificate, ParsedHash, ParsedNames, ParsedSubject } from '../../subject/parse.ts';
import { type Mistake, type MistakeName, type MistakeRepair, mistake } from '../mistakes.ts';
import { originOfHash } from './hash.ts';
import { type NamesOrigin, originOfCommonNames, originOfHashedNames } from './names.ts';

export function recogniseCertificate(
  wanted: ParsedSubject,
  actual: ParsedSubject,
  hints: DiffContext,
): readonly Mistake[] {
  const [right, typed] = [wanted.pieces.certificate, actual.pieces.certificate];
  if (typed === null || actual.certificate === null || right?.clean === typed.clean) return [];
  const named = recognise(wanted.certificate, actual.certificate, hints);
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

/** `wanted` is null where common names cannot be predicted; a hash is wrong there all the same. */
function recognise(wanted: ParsedCertificate | null, actual: ParsedCertificate, hints: DiffContext): readonly Named[] {
  if (actual.kind === 'thumbprint' || wanted?.kind === 'thumbprint') return [];
  if (isHash(actual)) {
    return wanted?.kind === 'hash' ? hash(wanted.value, actual.value, hints) : hashForIssued(actual.value, hints);
  }
  if (wanted === null) return [];
  return isHash(wanted) ? issuedForSelfSigned(actual, hints) : names(wanted, actual, hints);
}

function isHash(certificate: ParsedCertificate): certificate is ParsedHash<'hash'> | ParsedHash<'thumbprint'> {
  return certificate.kind === 'hash' || certificate.kind === 'thumbprint';
}

function hash(wanted: string, actual: string, hints: DiffContext): readonly Named[] {
  const origin = originOfHash(squeeze(actual), wanted, hints);
  if (origin === null) return [];
  const { mistakes, how, of } = origin;
  return mistakes.map((name) => ({ name, how, ...(of === 'own' ? {} : mayBeRight) }));
}

/** The hash of a certificate that is not known may be somebody's working trust. */
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
 * What is not this certificate in any form is another one, whose own form may be right. Without the certificate nobody
 * can tell, and the form is what shows.
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

function names(wanted: ParsedNames, actual: ParsedNames, hints: DiffContext): readonly Named[] {
  if (wanted.kind !== actual.kind) return [];
  const { mistakes, also, how } = originOf(actual, wanted, hints);
  const named = mistakes.slice(0, 2).map((name, index) => ({ name, how, candidate: index > 0 }));
  return [...named, ...also.map((name) => ({ name, how }))];
}

function originOf(actual: ParsedNames, wanted: ParsedNames | null, hints: DiffContext): NamesOrigin {
  const read = actual.kind === 'hashed-names' ? originOfHashedNames : originOfCommonNames;
  return read(actual, wanted, hints);
}
