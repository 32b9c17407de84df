/** The parts that a trust is compared by. */

export const trustParts = [
  'issuer',
  'audience',
  'prefix',
  'tenant',
  'application',
  'component',
  'environment',
  'certificate',
] as const;

export type TrustPart = (typeof trustParts)[number];

/** The parts that stand in the subject. */
export type SubjectPart = Exclude<TrustPart, 'issuer' | 'audience'>;
