/** A finding in the words of the catalog, as the JSON of doctor and connectivity shows it. */
import type { Diagnosis, Severity } from '../domain/diagnosis.ts';
import type { Finding, FindingName, PresentedOverride, Where } from '../domain/findings.ts';
import { oneLine } from '../domain/harmless-text.ts';
import type { NetworkOwner } from '../domain/network-findings.ts';
import type { Step } from '../domain/plan.ts';
import { findings } from './index.ts';
import { createPrinter, type Printer, type RunContext } from './printer.ts';

export type { RunContext } from './printer.ts';

/** `fix` has one line per step. `null` means absent or not known; no key is omitted. */
export interface FindingJson {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly where: Where | null;
  readonly cause: string;
  readonly fix: string;
  /** Who can repair it; null: not known, or depends. */
  readonly owner: NetworkOwner | null;
  readonly expected: string | null;
  readonly actual: string | null;
  /** `ppmi repair` can plan it without any choice by the user; it asks only for confirmation. */
  readonly repairable: boolean;
  readonly consequences: readonly FindingJson[];
}

/** Steps that `ppmi repair` plans for a finding; null where it plans none. */
export type StepsOf = (finding: Finding) => readonly Step[] | null;

export function presentFinding(
  finding: Finding | Diagnosis['findings'][number],
  context: RunContext,
  stepsOf: StepsOf = () => null,
  isLeft: (finding: Finding) => boolean = () => false,
): FindingJson {
  const entry = findings[finding.name];
  const { name, where, expected, actual } = finding;
  const consequences = 'consequences' in finding ? finding.consequences : [];
  return {
    code: entry.code,
    name,
    severity: entry.severity,
    title: entry.title,
    message: `${messageOf(finding)}${overrideNote(finding.override)}`,
    where,
    cause: entry.cause,
    fix: fixOf(finding, createPrinter(context, stepsOf(finding) ?? [], isLeft(finding))).join('\n'),
    owner: entry.owner ?? null,
    expected,
    actual,
    repairable: entry.repair !== 'none' && entry.repair !== 'ask',
    consequences: consequences.map((consequence) => presentFinding(consequence, context, stepsOf, isLeft)),
  };
}

function fixOf<N extends FindingName>({ name, args, expected, actual }: Finding<N>, print: Printer): readonly string[] {
  // One line per step, whatever the names hold: two spaces begin a command.
  return findings[name].fix({ expected, actual, ...args }, print).map(oneLine);
}

/** Values of the finding do not hide arguments of the same name. The fault as one or two sentences about this case, on one line whatever the names hold. */
export function messageOf<N extends FindingName>({ name, args, expected, actual }: Finding<N>): string {
  return oneLine(findings[name].message({ expected, actual, ...args }));
}

/** A subject that Entra quoted counts more than what is computed; both are shown. */
function overrideNote(override: PresentedOverride | null): string {
  if (override === null) return '';
  const { presented, presentedAt, computed, differs } = override;
  const ours = computed === null ? 'cannot predict it' : `computes ${computed} (differs in: ${differs.join(', ')})`;
  return ` The values are compared with the subject that the plug-in presented at ${presentedAt}: ${presented}. ppmi ${ours}; the presented subject is the one that counts.`;
}
