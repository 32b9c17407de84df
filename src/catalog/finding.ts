/** A finding in the words of the catalogue, as the JSON of doctor and connectivity shows it. */
import type { Diagnosis, Finding, Severity, Where } from '../domain/diagnosis.ts';
import { entryByName } from './index.ts';

/** `fix` holds one line a step, separated by line ends. `null` means not there or not known; no key is left out. */
export interface FindingJson {
  readonly code: string;
  readonly name: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly where: Where | null;
  readonly cause: string;
  readonly fix: string;
  readonly expected: string | null;
  readonly actual: string | null;
  /** `ppmi repair` has a plan for it without asking anybody anything but a yes. */
  readonly repairable: boolean;
  readonly consequences: readonly FindingJson[];
}

/** What the run knows besides the finding, for the commands of its fix: `environment`, `component`, `applicationId`, `emulate`. */
export type RunContext = Readonly<Record<string, string | null>>;

export function presentFinding(
  finding: Finding | Diagnosis['findings'][number],
  context: RunContext = {},
): FindingJson {
  const entry = entryByName(finding.name);
  const { where, expected, actual } = finding;
  const args = { ...context, system: where?.system, kind: where?.kind, ...finding.args, expected, actual };
  const consequences = 'consequences' in finding ? finding.consequences : [];
  return {
    code: entry.code,
    name: entry.name,
    severity: entry.severity,
    title: entry.title,
    message: `${entry.says(args)}${outrankedNote(finding.args)}`,
    where,
    cause: entry.cause,
    fix: entry.fix(args).join('\n'),
    expected,
    actual,
    repairable: entry.repair !== 'none' && entry.repair !== 'ask',
    consequences: consequences.map((consequence) => presentFinding(consequence, context)),
  };
}

/** A subject that Entra quoted counts more than what is computed; both are shown. */
function outrankedNote({ presented, presentedAt, computed, differs }: Finding['args']): string {
  if (presented == null) return '';
  const ours = computed == null ? 'cannot predict it' : `computes ${computed} (differs in: ${differs})`;
  return ` Compared with what the plug-in presented at ${presentedAt}: ${presented}. ppmi ${ours}; what is presented counts.`;
}
