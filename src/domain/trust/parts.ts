/** The parts in which trusts are compared. */

/** The parts of the subject, in its order. */
export const subjectParts = ['prefix', 'tenant', 'application', 'component', 'environment', 'certificate'] as const;

export const trustParts = ['issuer', 'audience', ...subjectParts] as const;

export type SubjectPart = (typeof subjectParts)[number];
export type TrustPart = (typeof trustParts)[number];

/** What is wrong with a segment that no subject of a plug-in can have. */
export type SegmentProblem =
  | 'cut-off'
  | 'missing'
  | 'placeholder'
  | 'converted-path'
  | 'leading-slash'
  | 'unknown-cloud'
  | 'trailing-slash'
  | 'left-over'
  | 'encoded-guid'
  | 'guid'
  | 'sha256'
  | 'sha1'
  | 'name-hash'
  | 'not-a-segment'
  // in the subject of another system
  | 'other-missing'
  | 'other-wrong';

export interface MalformedSegment {
  readonly part: SubjectPart;
  readonly problem: SegmentProblem;
  /** The segment as typed, with what introduces it; empty where it is missing. */
  readonly text: string;
}
