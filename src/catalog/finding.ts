/** A finding in the words of the catalogue, as the JSON of doctor and connectivity shows it. */
import type { Diagnosis, Severity } from '../domain/diagnosis.ts';
import type { Finding, FindingName, PresentedOverride, Where } from '../domain/findings.ts';
import type { Args } from './entry.ts';
import { findings } from './index.ts';

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
  const entry = findings[finding.name];
  const { where, expected, actual, remedy } = finding;
  const action = remedy?.action.split('-')[0];
  const args: Args = { ...context, ...where, action, ...finding.args, expected, actual };
  const consequences = 'consequences' in finding ? finding.consequences : [];
  return {
    code: entry.code,
    name: finding.name,
    severity: entry.severity,
    title: entry.title,
    message: `${messageOf(finding)}${overrideNote(finding.override)}`,
    where,
    cause: entry.cause,
    fix: entry.fix(args).join('\n'),
    expected,
    actual,
    repairable: entry.repair !== 'none' && entry.repair !== 'ask',
    consequences: consequences.map((consequence) => presentFinding(consequence, context)),
  };
}

/** The fault as one or two sentences about this case. */
export function messageOf<N extends FindingName>({ name, args, expected, actual }: Finding<N>): string {
  return findings[name].says({ ...args, expected, actual });
}

/** A subject that Entra quoted counts more than what is computed; both are shown. */
function overrideNote(override: PresentedOverride | null): string {
  if (override === null) return '';
  const { presented, presentedAt, computed, differs } = override;
  const ours = computed === null ? 'cannot predict it' : `computes ${computed} (differs in: ${differs.join(', ')})`;
  return ` Compared with what the plug-in presented at ${presentedAt}: ${presented}. ppmi ${ours}; what is presented counts.`;
}
