/** What stands after `/i/` and `/s/`: whose name, and which text of it. */
import { createHash } from 'node:crypto';
import type { Certificate } from '../../certificate/model.ts';
import type { DiffHints } from '../hints.ts';
import type { MistakeName } from '../mistakes.ts';
import { squeeze } from '../readable.ts';
import { readNameHash } from '../readings.ts';
import { wrongTexts } from './wrong-texts.ts';

export interface NamesOrigin {
  readonly of: 'own' | 'other' | 'unknown';
  /** The likeliest explanation first; the rest explains the same. Slips that come on top are in `also`. */
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

/** `right`: the hashes that are wanted, where there are any; without, those of the certificate. */
export function originOfHashedNames(typed: Halves, right: Halves | null, hints: DiffHints): NamesOrigin {
  const issuer = readNameHash(squeeze(typed.issuer));
  const subject = readNameHash(squeeze(typed.subject));
  if (issuer === null || subject === null) return unknown;
  const also = [...new Set([...issuer.mistakes, ...subject.mistakes])];
  const digests = { issuer: issuer.value, subject: subject.value };
  const { certificate, chain = [], otherCertificates = [] } = hints;
  const rights = [...(right === null ? [] : [right]), ...(certificate == null ? [] : hashesOf(certificate))].map(inHex);
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
  const found = {
    issuer: [
      ...explain(
        digests.issuer,
        rights.map((each) => each.issuer),
        certificate.issuerDer,
      ),
      ...elders
        .flatMap((elder) => [...hashesOf(elder)].map(inHex))
        .flatMap(({ issuer: above, subject: own }) =>
          [own, above].includes(digests.issuer) ? [{ name: 'dn-root-issuer' as const, how: null }] : [],
        ),
    ],
    subject: explain(
      digests.subject,
      rights.map((each) => each.subject),
      certificate.subjectDer,
    ),
  };
  return combine(found.issuer, found.subject, also);
}

/** Version 1: the names themselves. */
export function originOfCommonNames(typed: Halves, right: Halves | null, hints: DiffHints): NamesOrigin {
  const { certificate, chain = [], otherCertificates = [] } = hints;
  const names = { issuer: squeeze(typed.issuer), subject: squeeze(typed.subject) };
  const rights = [...(right === null ? [] : [right]), ...(certificate == null ? [] : commonNamePairs(certificate))].map(
    squeezed,
  );
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

interface Explanation {
  /** Null: this half is right. */
  readonly name: MistakeName | null;
  readonly how: string | null;
}

function explain(digest: string, rights: readonly string[], nameDer: Uint8Array): readonly Explanation[] {
  if (rights.includes(digest)) return [{ name: null, how: null }];
  return wrongTexts(nameDer).filter(({ text }) => createHash('sha256').update(text).digest('hex') === digest);
}

/** One mistake usually spoils both names; a name of one part looks the same in several wrong texts. */
function combine(
  issuer: readonly Explanation[],
  subject: readonly Explanation[],
  also: readonly MistakeName[],
): NamesOrigin {
  if (issuer.length === 0 || subject.length === 0) return unknown;
  const wrong = [issuer, subject].filter((half) => half.every(({ name }) => name !== null));
  const [first = [], second] = wrong;
  const shared = second === undefined ? first : first.filter(({ name }) => second.some((other) => other.name === name));
  const names = (shared.length > 0 ? shared : wrong.flatMap((half) => half.slice(0, 1))).flatMap(
    ({ name }) => name ?? [],
  );
  const how = wrong.flat().find(({ how }) => how !== null)?.how ?? null;
  return { of: 'own', mistakes: [...new Set(names)], also, how };
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
