/** The JSON of `error decode` and `error list`. */
import { doctor, repair } from '../../catalog/entra/entry.ts';
import { type EntraExplanation, explainEntraCode } from '../../catalog/entra/index.ts';
import { equalCredential } from '../../catalog/entra/no-credential.ts';
import { remarkText } from '../../catalog/entra/remarks.ts';
import { compare, differences } from '../../catalog/entra/workloads.ts';
import { shellLines } from '../../catalog/shell-lines.ts';
import { type CodeEntry, codes } from '../../domain/entra-errors/codes.ts';
import { noMatch } from '../../domain/entra-errors/decode/extract-claims.ts';
import type { ErrorGroup } from '../../domain/entra-errors/log/groups.ts';
import type { PlatformError } from '../../domain/entra-errors/platform/platform-error.ts';
import { remarksOf } from '../../domain/entra-errors/remarks.ts';
import { parseGuid } from '../../domain/guid.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { PresentedTrust, Trust } from '../../domain/trust/trust.ts';
import type { PresentedDiff } from '../../domain/trust/workloads/diff.ts';
import type { Workload, WorkloadKind, WorkloadPart } from '../../domain/trust/workloads/workload.ts';
import { type FollowUp, followUpCommand } from '../../report/follow-up.ts';
import type { DiffJson, ExplanationJson } from './subject.ts';

/** Parts are those of a plug-in's trust, or `subject` and the values that another workload's subject names. */
export interface ConfiguredJson extends Omit<DiffJson, 'parts'> {
  readonly parts: readonly (Omit<DiffJson['parts'][number], 'part'> & { readonly part: string })[];
  /** In words: what the usual causes of another workload explain. */
  readonly differences: readonly string[];
}

export interface ErrorJson extends ErrorGroup {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly see: readonly string[];
  readonly confidence: EntraExplanation['confidence'];
  /** In words: what follows from the error's own values. */
  readonly remarks: readonly string[];
  /** Whose assertion it is; null where issuer and subject do not identify it. */
  readonly workload: WorkloadKind | null;
  /** What the subject of another workload names. */
  readonly subjectParts: readonly WorkloadPart[];
  /** What the presented subject says; null where it is no plug-in's. */
  readonly explained: ExplanationJson | null;
  /** The credential that would fit what was presented. */
  readonly wanted: Trust | null;
  /** Name of the nearest credential that was read; null where none was. */
  readonly credential: string | null;
  /** That credential, or the one of the command line, against what was presented; null where neither was given. */
  readonly configured: ConfiguredJson | null;
  /** What --assembly would present, against what was presented. */
  readonly file: Pick<DiffJson, 'equal' | 'expected' | 'parts'> | null;
}

export interface PlatformErrorJson extends PlatformError {
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly see: readonly string[];
  readonly confidence: 'seen' | 'documented';
}

export interface ErrorsJson {
  /** The trace logs or credentials come from the emulator. */
  readonly emulated: boolean;
  readonly errors: readonly ErrorJson[];
  /** Errors without an AADSTS code. Null: not looked for (a log). */
  readonly platform: readonly PlatformErrorJson[] | null;
  /** True: a log, one entry stands for all errors of its code and presented assertion. */
  readonly grouped: boolean;
}

/** How an error relates to what is configured; nulls where nothing is known. */
export interface Correlation extends Pick<ErrorJson, 'explained' | 'wanted' | 'credential' | 'file'> {
  readonly workload: Workload | null;
  readonly configured: DiffJson | ConfiguredJson | null;
}

const uncorrelated: Correlation = {
  workload: null,
  explained: null,
  wanted: null,
  credential: null,
  configured: null,
  file: null,
};

/** @param target flags that reach the plug-in's component; empty: not known */
export function errorJson(
  error: ErrorGroup,
  shell: ShellTarget,
  correlation: Correlation = uncorrelated,
  target: readonly string[] = [],
): ErrorJson {
  const { workload, configured, ...link } = correlation;
  const {
    title,
    cause,
    fix: general,
    see,
    confidence,
  } = explainEntraCode(error.code, workload, link.explained?.version === 0);
  const fix = configured?.equal === true && noMatch.has(error.code) ? equalFix(error.code, workload) : general;
  return {
    ...error,
    title,
    cause,
    fix: (configured === null ? fix : fix.filter((line) => !compare.includes(line)))
      .map(
        (line) => onTarget(line, { shell, target }) ?? shellLines([filled(line, error, link.explained)], shell).join(),
      )
      .join('\n'),
    see,
    confidence,
    remarks: remarksOf(error).map(remarkText),
    workload: workload?.kind ?? null,
    subjectParts: workload?.parts ?? [],
    ...link,
    configured: configured && { differences: [], ...configured },
  };
}

function equalFix(code: number, workload: Workload | null): readonly string[] {
  const fix = equalCredential(code);
  // The last two lines are about a managed identity record, which only a plug-in has.
  return workload === null || workload.kind === 'dataverse-plugin' ? fix : fix.slice(0, -2);
}

/** The comparison of claims that belong to no trust that ppmi could predict. */
export function presentedDiffJson(
  { equal, claims, differences: named }: PresentedDiff,
  actual: PresentedTrust,
): ConfiguredJson {
  const nothing = claims.every(({ expected }) => expected === null);
  return {
    equal,
    expected: null,
    actual,
    parts: claims,
    mistakes: [],
    warning: nothing
      ? 'Not compared: the message does not say what was presented.'
      : equal === null
        ? 'Not compared: the message presents other claims than those that were given.'
        : null,
    differences: named.map((name) => differences[name]),
  };
}

/** The command on the target of the run; null: another line, or the target is not known. */
function onTarget(line: string, followUp: FollowUp): string | null {
  if (followUp.target.length === 0 || (line !== doctor && line !== repair)) return null;
  return `  ${followUpCommand(line === doctor ? 'doctor' : 'repair', followUp)}`;
}

/** Puts values of the message into a command. What is not a GUID is never used as an ID in a command. */
function filled(line: string, { clientId, tenant, presented }: ErrorGroup, explained: ExplanationJson | null): string {
  const id = (text: string | null | undefined): string | null => (text == null ? null : parseGuid(text));
  const environmentId = explained?.environmentId ?? null;
  const known: readonly (readonly [slot: string, value: string | null])[] = [
    ['<url>', environmentId],
    ['<id>', environmentId],
    ['<tenant-id>', explained?.tenantId ?? id(tenant)],
    ['<client-id>', id(clientId)],
    ['<subject of the message>', safe(presented.subject)],
  ];
  // One after the other, a value that looks like the next placeholder would be replaced too.
  const values = new Map(known);
  return line.replace(/<[^<>]+>/g, (slot) => values.get(slot) ?? slot);
}

/** What subjects are made of. A log can hold any text, so one with other signs stays a placeholder. */
function safe(text: string | null): string | null {
  return text !== null && /^[\w/][\w .,:@/=+()-]{0,600}$/.test(text) ? text : null;
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
