/** The plan of `repair --all` on a terminal. */
import type { ErrorText } from '../../catalog/error-text.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Report } from '../../report/report.ts';
import { type Style, wrap } from '../style.ts';
import { fixLines } from './fix-lines.ts';
import { type PlanView, planText } from './plan.ts';
import { emulatedBanner } from './report.ts';

export interface FleetPlanView {
  readonly emulated: boolean;
  readonly members: readonly {
    /** The component and its environment. */
    readonly name: string;
    readonly application: Report['target']['application'];
    readonly plan: PlanView;
  }[];
  /** Environments of the file that could not be read: the plan covers the others. */
  readonly unread: readonly { readonly environment: string; readonly error: ErrorText }[];
}

/** Groups by application, because its owner reviews the steps. */
export function fleetPlanText({ emulated, members, unread }: FleetPlanView, style: Style): string {
  const groups = new Map<string, FleetPlanView['members']>();
  for (const member of members) {
    const key = applicationOf(member);
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  const parts = [...groups].map(([application, own]) => {
    const shares = own
      .filter(({ plan }) => plan.steps.length > 0 || plan.left.length > 0)
      .map(({ name, plan }) => `${style.title(name)}\n${planText(plan, style)}`);
    const nothing = own.length === 1 ? 'Nothing to repair.' : `Nothing to repair in ${own.length} components.`;
    return [style.title(application), ...(shares.length === 0 ? [nothing] : shares)].join('\n\n');
  });
  const blocked = unread.flatMap(({ environment, error }) => [
    '',
    style.title(`Not checked: ${environment}`),
    '',
    ...wrap(`${error.title} (${error.code}): ${error.message}`, style.width),
    ...fixLines(error.fix, style, ''),
  ]);
  return [...(emulated ? [emulatedBanner(style), ''] : []), parts.join('\n\n'), ...blocked].join('\n');
}

function applicationOf({ application }: FleetPlanView['members'][number]): string {
  return application === null
    ? 'No application'
    : `Application ${application.name === null ? '' : `${quoted(application.name)} `}${application.applicationId}`;
}
