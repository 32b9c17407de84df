/** A plan on a terminal: every step with its request and its undo, before anything is sent. */
import { entryByName } from '../../catalog/index.ts';
import type { Finding } from '../../domain/diagnosis.ts';
import type { Step, StepRequest } from '../../domain/plan.ts';
import { waitsBefore } from '../../domain/settling.ts';
import { count, type Style, wrap, wrapItem } from '../style.ts';

export interface PlanView {
  readonly steps: readonly Step[];
  /** Findings that no step repairs, with the reason. */
  readonly left: readonly { readonly finding: Pick<Finding, 'name'>; readonly reason: string }[];
}

export function planText({ steps, left }: PlanView, style: Style): string {
  const head =
    steps.length === 0 ? 'Nothing to repair.' : `Plan (${count(steps.length, 'step')}). Nothing has been changed yet.`;
  return [
    style.title(head),
    ...planLines(steps, style),
    ...(left.length === 0 ? [] : ['', style.title('Not repaired by ppmi')]),
    ...left.flatMap(({ finding, reason }) => {
      const { code, title } = entryByName(finding.name);
      return wrap(`${code} ${title}: ${reason}.`, style.width, '  ');
    }),
  ].join('\n');
}

const risks: Readonly<Record<Step['risk'], string>> = {
  safe: 'safe',
  disruptive: 'disruptive: something else that works now may stop',
  'grants-access-to-another-tenant': 'grants access to another tenant: requires --foreign-tenant',
};

/** The steps of a plan, with the seconds that are waited before one of them. */
export function planLines(steps: readonly Step[], style: Style): string[] {
  const waits = waitsBefore(steps);
  return steps.flatMap((step, index) => ['', ...stepLines(step, index + 1, style, waits[index])]);
}

export function stepLines(step: Step, number: number, style: Style, wait = 0): string[] {
  const { repairs } = step;
  const risk = step.risk === 'safe' ? style.good(risks.safe) : style.bad(risks[step.risk]);
  return [
    ...wrapItem(`${number}.`, `${step.says}.`, style.width),
    ...(repairs === null ? [] : [`   repairs  ${entryByName(repairs).code} ${repairs}`]),
    `   risk     ${risk}`,
    ...(wait === 0 ? [] : [`   wait     ${wait} seconds, until what was written before is effective everywhere`]),
    ...requestLines('request', step.request, style),
    ...(step.undo === null ? ['   undo     not possible'] : requestLines('undo', step.undo, style)),
  ];
}

function requestLines(label: string, { method, url, body }: StepRequest, style: Style): string[] {
  const margin = '            ';
  const json = body == null ? [] : JSON.stringify(body, null, 2).split('\n');
  return [`   ${label.padEnd(9)}${style.command(`${method} ${url}`)}`, ...json.map((line) => margin + style.dim(line))];
}
