/** `error decode` and `error list`: what scripts get. Keys of docs/interface.md, and more beside them. */

import { type EntraExplanation, explainEntraCode } from '../../catalog/entra/index.ts';
import { type CodeEntry, codes } from '../../domain/entra-errors/codes.ts';
import type { ErrorGroup } from '../../domain/entra-errors/log/groups.ts';
import type { PlatformError } from '../../domain/entra-errors/platform.ts';
import type { SubjectExplanation } from '../../domain/trust/subject/explain.ts';
import type { Trust } from '../../domain/trust/trust.ts';
import type { DiffJson, ExplanationJson } from './subject.ts';

export interface ErrorJson extends ErrorGroup {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly see: readonly string[];
  readonly confidence: EntraExplanation['confidence'];
  /** What the presented subject says; null where it is no plug-in's. */
  readonly explained: ExplanationJson | null;
  /** The credential that would fit what was presented. */
  readonly wanted: Trust | null;
  /** Name of the nearest credential of --app; null where none was read. */
  readonly credential: string | null;
  /** Against that credential, or the one of --actual-subject. */
  readonly configured: DiffJson | null;
  /** What --assembly would present, against what was presented. */
  readonly file: Pick<DiffJson, 'equal' | 'expected' | 'parts'> | null;
}

export interface PlatformErrorJson extends Omit<PlatformError, 'fix'> {
  readonly fix: string;
}

export interface ErrorsJson {
  /** The trace logs or credentials are those of a pretended cloud. */
  readonly emulated: boolean;
  readonly errors: readonly ErrorJson[];
  /** Errors of Dataverse and of the resource, which carry no AADSTS code. Null: not looked for (a log). */
  readonly platform: readonly PlatformErrorJson[] | null;
  /** True: a log, one entry stands for all errors of its code and presented assertion. */
  readonly grouped: boolean;
}

/** How an error is tied to the set-up; nulls where nothing is known. */
export type Correlation = Pick<ErrorJson, 'explained' | 'wanted' | 'credential' | 'configured' | 'file'>;

export const uncorrelated: Correlation = {
  explained: null,
  wanted: null,
  credential: null,
  configured: null,
  file: null,
};

export function errorJson(error: ErrorGroup, link: Correlation): ErrorJson {
  const { title, cause, fix, see, confidence } = explainEntraCode(error.code);
  return { ...error, title, cause, fix: filled(fix.join('\n'), error, link.explained), see, confidence, ...link };
}

/** Puts what the message tells into the commands, so that a pasted stack alone leads to them. */
function filled(
  fix: string,
  { clientId, presented }: ErrorGroup,
  explained: SubjectExplanation | ExplanationJson | null,
): string {
  const known: readonly (readonly [slot: string, value: string | null | undefined])[] = [
    ['<url>', explained?.environmentId],
    ['<id>', explained?.environmentId],
    ['<tenant-id>', explained?.tenantId],
    ['<client-id>', clientId],
    ['<subject of the message>', presented.subject],
  ];
  return known.reduce((text, [slot, value]) => (value == null ? text : text.replaceAll(slot, value)), fix);
}

export function platformJson(error: PlatformError): PlatformErrorJson {
  return { ...error, fix: error.fix.join('\n') };
}

export interface CodeJson {
  readonly code: number;
  readonly name: string | null;
  readonly area: CodeEntry['area'];
  readonly title: string;
  readonly confidence: EntraExplanation['confidence'];
}

export function codesJson(area: string | undefined): readonly CodeJson[] {
  return codes
    .filter((entry) => area === undefined || entry.area === area)
    .map(({ code, name, area: own }) => {
      const { title, confidence } = explainEntraCode(code);
      return { code, name, area: own, title, confidence };
    });
}
