/** Mistakes after `/i/` and `/s/`: whose name was hashed, and which text of it. */
import { createHash } from 'node:crypto';
import type { Certificate } from '../../../signed-file/model.ts';
import type { DiffContext } from '../../diff-context.ts';
import { squeeze } from '../../subject/normalize.ts';
import { decodeNameHashVariants } from '../decode-variants.ts';
import type { MistakeName } from '../mistakes.ts';
import { type WrongText, wrongTexts } from './wrong-texts.ts';

export interface NamesOrigin {
  readonly of: 'own' | 'other' | 'unknown';
  /** The likeliest explanation first; the rest explains the same. Additional mistakes are in `also`. */
  readonly mistakes: readonly MistakeName[];
  readonly also: readonly MistakeName[];
  /** The text that was hashed; null when it is not known or needs no word. */
  readonly how: string | null;
}

interface Halves {
  readonly issuer: string;
  readonly subject: string;
}

const unknown: NamesOrigin = { of: 'unknown', mistakes: [], also: [], how: null };

/** `expected`: the hashes that are expected, where there are any; without, those of the certificate. */
export function originOfHashedNames(typed: Halves, expected: Halves | null, hints: DiffContext): NamesOrigin {
  const issuer = decodeNameHashVariants(squeeze(typed.issuer));
  const subject = decodeNameHashVariants(squeeze(typed.subject));
  if (issuer === null || subject === null) return unknown;
  const also = [...new Set([...issuer.mistakes, ...subject.mistakes])];
  const digests = { issuer: issuer.value, subject: subject.value };
  const { certificate, chain = [], otherCertificates = [] } = hints;
  const rights = [...(expected === null ? [] : [expected]), ...(certificate == null ? [] : hashesOf(certificate))].map(
    inHex,
  );
  if (rights.some((each) => equal(each, digests))) return { of: 'own', mistakes: [], also, how: null };
  if (rights.some((each) => equal({ issuer: each.subject, subject: each.issuer }, digests))) {
    return { of: 'own', mistakes: ['dn-swapped'], also, how: null };
  }
  if (
    otherCertificates
      .flatMap(hashesOf)
      .map(inHex)
      .some((each) => equal(each, digests))
  ) {
    return { of: 'other', mistakes: ['hash-old-certificate'], also, how: null };
  }
  if (certificate == null) return unknown;
  const elders = chain.filter((each) => each.sha256 !== certificate.sha256);
  const elderNames = elders
    .flatMap(hashesOf)
    .map(inHex)
    .flatMap((name) => [name.subject, name.issuer]);
  const ofIssuer = explain(
    digests.issuer,
    rights.map((each) => each.issuer),
    certificate.issuerDer,
  );
  const ofRoot = ofIssuer === null && elderNames.includes(digests.issuer) ? rootIssuer : null;
  const ofSubject = explain(
    digests.subject,
    rights.map((each) => each.subject),
    certificate.subjectDer,
  );
  return combine(ofIssuer ?? ofRoot, ofSubject, also);
}

/** Version 1: the names themselves. */
export function originOfCommonNames(typed: Halves, expected: Halves | null, hints: DiffContext): NamesOrigin {
  const { certificate, chain = [], otherCertificates = [] } = hints;
  const names = { issuer: squeeze(typed.issuer), subject: squeeze(typed.subject) };
  const rights = [
    ...(expected === null ? [] : [expected]),
    ...(certificate == null ? [] : commonNamePairs(certificate)),
  ].map(squeezed);
  if (rights.some((each) => equal(each, names))) return { of: 'own', mistakes: [], also: [], how: null };
  if (rights.some((each) => equal({ issuer: each.subject, subject: each.issuer }, names))) {
    return { of: 'own', mistakes: ['dn-swapped'], also: [], how: null };
  }
  if (
    otherCertificates
      .flatMap(commonNamePairs)
      .map(squeezed)
      .some((each) => equal(each, names))
  ) {
    return { of: 'other', mistakes: ['hash-old-certificate'], also: [], how: null };
  }
  const elders = chain.filter((each) => each.sha256 !== certificate?.sha256);
  const root = elders.some(({ issuerCommonNames, subjectCommonNames }) =>
    [...issuerCommonNames, ...subjectCommonNames].map(squeeze).includes(names.issuer),
  );
  const sameSubject = rights.some(({ subject }) => subject === names.subject);
  return root && sameSubject ? { of: 'own', mistakes: ['dn-root-issuer'], also: [], how: null } : unknown;
}

/** How one half was made; neither a mistake nor a newline: it is right. */
type Explanation = Pick<WrongText, 'names' | 'newline'> & { readonly how: string | null };

const right: Explanation = { names: [], newline: false, how: null };
const rootIssuer: Explanation = {
  names: ['dn-root-issuer'],
  newline: false,
  how: 'the name of another certificate of the chain',
};

function explain(digest: string, rights: readonly string[], nameDer: Uint8Array): Explanation | null {
  if (rights.includes(digest)) return right;
  return wrongTexts(nameDer).find(({ bytes }) => createHash('sha256').update(bytes).digest('hex') === digest) ?? null;
}

/** One mistake usually affects both names. A mistake in only one of them counts if the other has none of its own. */
function combine(issuer: Explanation | null, subject: Explanation | null, also: readonly MistakeName[]): NamesOrigin {
  if (issuer === null || subject === null) return unknown;
  const wrong = [issuer, subject].filter(({ names }) => names.length > 0);
  const [first, second] = wrong;
  const shared = (first?.names ?? []).filter((name) => second === undefined || second.names.includes(name));
  const mistakes = shared.length > 0 ? shared : wrong.flatMap(({ names }) => names.slice(0, 1));
  const newline: readonly MistakeName[] = issuer.newline || subject.newline ? ['dn-trailing-newline'] : [];
  return { of: 'own', mistakes, also: [...newline, ...also], how: issuer.how ?? subject.how };
}

function hashesOf({ names }: Certificate): readonly Halves[] {
  return names.map(({ issuerHash, subjectHash }) => ({ issuer: issuerHash, subject: subjectHash }));
}

function commonNamePairs({ issuerCommonNames, subjectCommonNames }: Certificate): readonly Halves[] {
  return issuerCommonNames.flatMap((issuer) => subjectCommonNames.map((subject) => ({ issuer, subject })));
}

function inHex({ issuer, subject }: Halves): Halves {
  return {
    issuer: Buffer.from(issuer, 'base64url').toString('hex'),
    subject: Buffer.from(subject, 'base64url').toString('hex'),
  };
}

function squeezed({ issuer, subject }: Halves): Halves {
  return { issuer: squeeze(issuer), subject: squeeze(subject) };
}

function equal(a: Halves, b: Halves): boolean {
  return a.issuer === b.issuer && a.subject === b.subject;
}
