/** The JSON of `subject explain` and `subject diff`. */

import { messageOf } from '../../catalog/finding.ts';
import { entryByName } from '../../catalog/index.ts';
import { createPrinter, unknownContext } from '../../catalog/printer.ts';
import { type Finding, finding } from '../../domain/findings.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { PartDiff, TrustDiff } from '../../domain/trust/diff.ts';
import type { Mistake } from '../../domain/trust/mistakes/mistakes.ts';
import type { TrustPart } from '../../domain/trust/parts.ts';
import type { SubjectExplanation } from '../../domain/trust/subject/explain.ts';
import type { PresentedTrust, Trust } from '../../domain/trust/trust.ts';
import { identifyWorkload } from '../../domain/trust/workloads/identify.ts';
import type { Workload } from '../../domain/trust/workloads/workload.ts';

export interface MistakeJson {
  readonly code: string;
  readonly name: string;
  readonly part: TrustPart;
  readonly title: string;
  readonly message: string;
  /** Another explanation of what an earlier mistake of the list explains too. */
  readonly candidate: boolean;
  /** How to see it without trusting this tool, one line per step as in a finding's `fix`. */
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
  /** The values are equal, but not recommended or not certain. */
  readonly warning: string | null;
}

export interface SubjectDiffJson extends DiffJson {
  /** Whose subject `actual` is; null if it is not given or not known. */
  readonly workload: Workload | null;
}

/** One credential of the application, for the live form. */
export interface CredentialDiffJson extends Pick<DiffJson, 'equal' | 'parts' | 'mistakes'> {
  readonly name: string;
}

export interface LiveDiffJson extends SubjectDiffJson {
  /** The nearest first. */
  readonly credentials: readonly CredentialDiffJson[];
  readonly emulated: boolean;
}

export function explanationJson(explained: SubjectExplanation, shell: ShellTarget): ExplanationJson {
  return { ...explained, mistakes: explained.mistakes.map((mistake) => mistakeJson(mistake, shell)) };
}

export function diffJson(expected: Trust, actual: PresentedTrust, diff: TrustDiff, shell: ShellTarget): DiffJson {
  const { equal, parts, mistakes, warning } = diff;
  return {
    equal,
    expected,
    actual,
    parts,
    mistakes: mistakes.map((mistake) => mistakeJson(mistake, shell)),
    warning,
  };
}

export function withWorkload<Diff extends DiffJson>(diff: Diff): Diff & SubjectDiffJson {
  return { ...diff, workload: identifyWorkload(diff.actual.issuer, diff.actual.subject) };
}

export function mistakeJson({ name, part, detail, segment, candidate }: Mistake, shell: ShellTarget): MistakeJson {
  return findingMistakeJson(finding(name, null, { credential: null, detail, segment }), part, shell, candidate);
}

/** A finding as a comparison shows it: beside the mistakes, about one part of the trust. */
export function findingMistakeJson(
  found: Finding,
  part: TrustPart,
  shell: ShellTarget,
  candidate = false,
): MistakeJson {
  const { name } = found;
  const { code, title, verify = () => [] } = entryByName(name);
  const seeYourself = verify(createPrinter(unknownContext(shell))).join('\n');
  return { code, name, part, title, message: messageOf(found), candidate, seeYourself };
}
