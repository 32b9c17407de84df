/** `doctor --json`: `ppmi.report/1`, schema in schemas/report.schema.json. */
import type { VerdictState } from '../../domain/diagnosis.ts';
import type { BlockedReason } from '../../domain/unread.ts';
import type {
  Report,
  ReportFinding,
  ReportTarget,
  ReportVerdict,
  SignedInAs,
  Summary,
  Tool,
} from '../../report/report.ts';

export interface VerdictJson {
  readonly check: string;
  readonly title: string;
  readonly state: VerdictState;
  /** The fact that could not be read or judged; null unless blocked or crashed. */
  readonly blockedBy: string | null;
  readonly reason: BlockedReason | null;
  readonly permission: string | null;
  readonly grantedBy: string | null;
  readonly detail: string | null;
  /** The network finding that names the cause; null: the cause is not the network. */
  readonly finding: ReportFinding | null;
}

export interface ReportJson {
  readonly schema: 'ppmi.report/1';
  readonly emulated: boolean;
  /** As in `target`, which came later. */
  readonly environment: { readonly url: string; readonly id: string | null } | null;
  readonly component: ReportTarget['component'];
  readonly target: ReportTarget;
  readonly signedInAs: SignedInAs | null;
  readonly tool: Tool | null;
  readonly summary: Summary;
  readonly findings: readonly ReportFinding[];
  readonly verdicts: readonly VerdictJson[];
}

export function reportJson({ target, findings, verdicts, summary, ...report }: Report): ReportJson {
  const { environment, component } = target;
  return {
    schema: 'ppmi.report/1',
    emulated: report.emulated,
    environment: environment === null ? null : { url: environment.url, id: environment.id },
    component,
    target,
    signedInAs: report.signedInAs,
    tool: report.tool,
    summary,
    findings,
    verdicts: verdicts.map(verdictJson),
  };
}

function verdictJson({ check, title, state, blocked }: ReportVerdict): VerdictJson {
  const { fact = null, reason = null, permission = null, grantedBy = null, detail = null } = blocked ?? {};
  const finding = blocked?.finding ?? null;
  return { check, title, state, blockedBy: fact, reason, permission, grantedBy, detail, finding };
}
