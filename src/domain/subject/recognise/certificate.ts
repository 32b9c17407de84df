/** The last part of a subject: which certificate it names, in which form. */
import type { DiffHints } from '../hints.ts';
import { type Mistake, type MistakeName, type MistakeRepair, mistake } from '../mistakes.ts';
import type { ParsedCertificate, ParsedHash, ParsedNames, ParsedSubject } from '../parse.ts';
import { squeeze } from '../readable.ts';
import { originOfHash } from './hash.ts';
import { type NamesOrigin, originOfCommonNames, originOfHashedNames } from './names.ts';

export function recogniseCertificate(
  wanted: ParsedSubject,
  actual: ParsedSubject,
  hints: DiffHints,
): readonly Mistake[] {
  const [right, typed] = [wanted.pieces.certificate, actual.pieces.certificate];
  if (right === null || typed === null || wanted.certificate === null || actual.certificate === null) return [];
  if (right.clean === typed.clean) return [];
  const args = { expected: right.text, actual: typed.text };
  return recognise(wanted.certificate, actual.certificate, hints)
    .map(({ name, repair, candidate, how }) =>
      mistake(
        name,
        'certificate',
        { ...args, how: how ?? null },
        { ...(repair && { repair }), candidate: candidate ?? false },
      ),
    )
    .concat(isLongSegment(typed.clean) ? [mistake('hash-segment-long', 'certificate', args)] : []);
}

interface Named {
  readonly name: MistakeName;
  readonly repair?: MistakeRepair;
  readonly candidate?: boolean;
  readonly how?: string | null;
}

function recognise(wanted: ParsedCertificate, actual: ParsedCertificate, hints: DiffHints): readonly Named[] {
  if (actual.kind === 'thumbprint' || wanted.kind === 'thumbprint') return [];
  if (isHash(actual))
    return isHash(wanted) ? hash(wanted.value, actual.value, hints) : hashForIssued(actual.value, hints);
  return isHash(wanted) ? issuedForSelfSigned(actual, hints) : names(wanted, actual, hints);
}

function isHash(certificate: ParsedCertificate): certificate is ParsedHash {
  return certificate.kind === 'hash' || certificate.kind === 'thumbprint';
}

function hash(wanted: string, actual: string, hints: DiffHints): readonly Named[] {
  const origin = originOfHash(squeeze(actual), wanted, hints);
  return (origin?.mistakes ?? []).map((name) => ({
    name,
    how: origin?.how ?? null,
    ...(origin?.of === 'own' ? {} : { repair: 'create-beside' as const }),
  }));
}

/** The hash of a certificate that is not known may be somebody's working trust, so it is not corrected in place. */
function hashForIssued(actual: string, hints: DiffHints): readonly Named[] {
  const origin = originOfHash(squeeze(actual), hints.certificate?.sha256 ?? null, hints);
  if (origin === null) return [];
  if (origin.of === 'own')
    return [{ name: 'kind-hash-for-issued' }, ...origin.mistakes.map((name) => ({ name, how: origin.how }))];
  if (origin.of === 'other') return origin.mistakes.map((name) => ({ name }));
  return [
    { name: 'kind-hash-for-issued', repair: 'create-beside' },
    { name: 'hash-old-certificate', candidate: true },
  ];
}

function issuedForSelfSigned(actual: ParsedNames, hints: DiffHints): readonly Named[] {
  const origin = originOf(actual, null, hints);
  if (origin.of === 'other') return [{ name: 'hash-old-certificate' }];
  const repair = origin.of === 'own' ? {} : { repair: 'create-beside' as const };
  return [{ name: 'kind-issued-for-self-signed', how: origin.how, ...repair }];
}

function names(wanted: ParsedNames, actual: ParsedNames, hints: DiffHints): readonly Named[] {
  if (wanted.kind !== actual.kind) return [];
  const origin = originOf(actual, wanted, hints);
  const also = origin.also.map((name) => ({ name }));
  return [
    ...origin.mistakes.slice(0, 2).map((name, index) => ({ name, how: origin.how, candidate: index > 0 })),
    ...also,
  ];
}

function originOf(actual: ParsedNames, wanted: ParsedNames | null, hints: DiffHints): NamesOrigin {
  const read = actual.kind === 'hashed-names' ? originOfHashedNames : originOfCommonNames;
  return read(actual, wanted, hints);
}

function isLongSegment(text: string): boolean {
  return /^\/hash\//i.test(text);
}
