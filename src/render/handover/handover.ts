/**
 * A plan for another user or tool: what ppmi would send, in the language of that tool. Scripts hold only values that the
 * grammars of printed commands accept; a request with any other value is omitted, with a comment that says so.
 */
import type { Step, StepRequest } from '../../domain/plan.ts';
import { createSettling } from '../../domain/settling.ts';
import type { ShellTarget } from '../../domain/shell/command-line.ts';
import type { ReportTarget } from '../../report/report.ts';

export interface HandoverPlan {
  /** True: it is about the built-in emulator, not about a real tenant. */
  readonly emulated: boolean;
  readonly steps: readonly Step[];
  readonly target: Pick<ReportTarget, 'environment' | 'component' | 'application' | 'tenantId'>;
  readonly shell: ShellTarget;
  /** Names of existing credentials, by the URL that changes them. */
  readonly credentialNames: ReadonlyMap<string, string>;
  /** Warnings to read before the plan is applied. */
  readonly notes: readonly string[];
  /** The command that checks the target afterwards; null: not known. */
  readonly doctor: string | null;
}

/** A request of the plan, or the one that undoes it. */
export interface HandoverItem {
  readonly says: string;
  readonly risk: Step['risk'];
  readonly request: StepRequest;
  /** Seconds that the credentials written before need; 0: none. */
  readonly wait: number;
}

export interface Handover {
  readonly text: string;
  /** The same format, last step first. */
  readonly undo: string;
}

export type Formatter = (items: readonly HandoverItem[], plan: HandoverPlan, undo: boolean) => string;

export function itemsOf(steps: readonly Step[]): readonly HandoverItem[] {
  return withWaits(steps, ({ says, risk, request }) => ({ says, risk, request }));
}

export function undoItemsOf(steps: readonly Step[]): readonly HandoverItem[] {
  return withWaits([...steps].reverse(), ({ says, undo }) =>
    undo === null ? null : { says: `Undo: ${says}`, risk: 'safe', request: undo },
  );
}

function withWaits(
  steps: readonly Step[],
  itemOf: (step: Step) => Omit<HandoverItem, 'wait'> | null,
): readonly HandoverItem[] {
  const settling = createSettling();
  return steps.flatMap((step) => {
    const item = itemOf(step);
    if (item === null) return [];
    const wait = settling.before(step);
    settling.wrote(step);
    return [{ ...item, wait }];
  });
}

/** Names come from services: nothing in them may end a comment or mean something in a script. */
export function comment(text: string): string {
  return text.replace(/[^\p{L}\p{N} .,:;_/()=+@#'"?-]/gu, '_');
}

const requirements: Readonly<Record<StepRequest['system'], string>> = {
  graph:
    'Microsoft Graph: owner of the application, or Cloud Application Administrator (Application.ReadWrite.All delegated, Application.ReadWrite.OwnedBy for an app)',
  arm: 'Azure: Managed Identity Contributor on the user-assigned managed identity',
  dataverse: 'Dataverse: System Customizer or System Administrator in the environment',
};

/** The roles that applying the plan requires, one line per system. */
export function requiredRoles(items: readonly HandoverItem[]): readonly string[] {
  return [...new Set(items.map(({ request }) => request.system))].map((system) => requirements[system]);
}

export const risks: Readonly<Record<Step['risk'], string | null>> = {
  safe: null,
  disruptive: 'Disruptive: something else that works now may stop.',
  'grants-access-to-another-tenant': 'Grants access to another tenant: confirm that this is intended.',
};

/** One line that says what the plan is for. */
export function headline({ emulated, target }: HandoverPlan, undo: boolean): string {
  const { component, environment, application } = target;
  const parts = [
    component === null ? null : `component ${component.name}`,
    environment === null ? null : `environment ${environment.url}`,
    application === null ? null : `application ${application.applicationId}`,
  ].filter((part) => part !== null);
  return comment(
    `${emulated ? 'EMULATED: ' : ''}${undo ? 'Undo of the plan' : 'Plan'} of ppmi for ${parts.join(', ') || 'an unknown target'}`,
  );
}

/** What to read before the plan is applied, by who does so: the required roles and the warnings. */
export function preface(items: readonly HandoverItem[], { notes }: HandoverPlan, undo: boolean): readonly string[] {
  return [...requiredRoles(items).map((role) => `Requires ${role}`), ...(undo ? [] : notes.map(comment))];
}

export const notPrinted =
  'Left out: it contains a value that ppmi does not print in scripts. Apply this step with ppmi before the steps after it, or see --json.';
