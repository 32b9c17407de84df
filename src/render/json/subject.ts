/** The JSON of `subject explain` and `subject diff`. */
import { entryByName, type FindingName } from '../../catalog/index.ts';
import type { PartDiff, TrustDiff } from '../../domain/trust/diff.ts';
import type { TrustPart } from '../../domain/trust/parts.ts';
import type { SubjectExplanation } from '../../domain/trust/subject/explain.ts';
import type { PresentedTrust, Trust } from '../../domain/trust/trust.ts';

export interface MistakeJson {
  readonly code: string;
  readonly name: string;
  readonly part: TrustPart;
  readonly title: string;
  readonly message: string;
  /** Another explanation of what an earlier mistake of the list explains too. */
  readonly candidate: boolean;
  /** How to see it without trusting this tool, a line a step as in a finding's `fix`. */
  readonly seeYourself: string;
}

export interface ExplanationJson extends Omit<SubjectExplanation, 'mistakes'> {
  readonly mistakes: readonly MistakeJson[];
}

export interface DiffJson {
  /** Null when the expected value cannot be predicted. */
  readonly equal: boolean | null;
  /** Null for a file that is not signed: nothing is presented for it. */
  readonly expected: Trust | null;
  readonly actual: PresentedTrust;
  readonly parts: readonly PartDiff[];
  readonly mistakes: readonly MistakeJson[];
  /** Equal, but not to what is recommended or certain. */
  readonly warning: string | null;
}

/** One credential of the application, for the live form. */
export interface CredentialDiffJson extends Pick<DiffJson, 'equal' | 'parts' | 'mistakes'> {
  readonly name: string;
}

export interface LiveDiffJson extends DiffJson {
  /** The nearest first. */
  readonly credentials: readonly CredentialDiffJson[];
  readonly emulated: boolean;
}

export function explanationJson(explained: SubjectExplanation): ExplanationJson {
  return { ...explained, mistakes: explained.mistakes.map(mistakeJson) };
}

export function diffJson(expected: Trust, actual: PresentedTrust, diff: TrustDiff): DiffJson {
  const { equal, parts, mistakes, warning } = diff;
  return { equal, expected, actual, parts, mistakes: mistakes.map(mistakeJson), warning };
}

interface NamedMistake {
  readonly name: FindingName;
  readonly part: TrustPart;
  readonly args: Readonly<Record<string, string | null>>;
  readonly candidate: boolean;
}

export function mistakeJson({ name, part, args, candidate }: NamedMistake): MistakeJson {
  const { code, title, says, seeYourself = [] } = entryByName(name);
  return { code, name, part, title, message: says(args), candidate, seeYourself: seeYourself.join('\n') };
}
