/** The JSON of `explain`. */
import type { EntraConfidence } from '../../catalog/entra/entry.ts';

export interface ExplanationJson {
  readonly code: string;
  readonly name: string | null;
  readonly title: string;
  readonly cause: string;
  /** Lines; a line that begins with two spaces is a command to paste. */
  readonly fix: string;
  /** Other codes that belong to it. */
  readonly see: readonly string[];
  /** How certain the explanation of another program's error is; null for a code of ppmi. */
  readonly confidence: EntraConfidence | null;
}
