/** A repair on a terminal: every step with its request and its undo before anything is sent, and the verification. */
import type { ErrorText } from '../../catalog/error-text.ts';
import { entryByName } from '../../catalog/index.ts';
import type { Finding } from '../../domain/diagnosis.ts';
import type { Step } from '../../domain/plan.ts';
import type { Report } from '../../report/report.ts';
import { type ProofJson, type RequestJson, type StepJson, stepJson } from '../json/plan.ts';
import { count, type Style, wrap } from '../style.ts';
import { counts, fixLines } from './report.ts';

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
    ...steps.map(stepJson).flatMap((step, index) => ['', ...stepLines(step, index + 1, style)]),
    ...(left.length === 0 ? [] : ['', style.title('Not repaired by ppmi')]),
    ...left.flatMap(({ finding, reason }) => {
      const { code, title } = entryByName(finding.name);
      return wrap(`${code} ${title}: ${reason}.`, style.width, '  ');
    }),
  ].join('\n');
}

function stepLines(step: StepJson, number: number, style: Style): string[] {
  const { code } = entryByName(step.repairs);
  const risk =
    step.risk === 'safe' ? style.good('safe') : style.bad('disruptive: something else that works now may stop');
  return [
    ...wrap(`${number}. ${step.says}.`, style.width),
    `   repairs  ${code} ${step.repairs}`,
    `   risk     ${risk}`,
    ...requestLines('request', step.request, style),
    ...(step.undo === null ? ['   undo     not possible'] : requestLines('undo', step.undo, style)),
  ];
}

function requestLines(label: string, { method, url, body }: RequestJson, style: Style): string[] {
  const margin = '            ';
  const json = body === null ? [] : JSON.stringify(body, null, 2).split('\n');
  return [`   ${label.padEnd(9)}${style.command(`${method} ${url}`)}`, ...json.map((line) => margin + style.dim(line))];
}

export interface FailureView {
  readonly applied: readonly Step[];
  readonly error: ErrorText;
}

/** How far a run came before a step failed, with the way back. */
export function appliedText({ applied, error }: FailureView, style: Style): string {
  return [
    ...(applied.length === 0 ? [] : [style.title('Applied before the failure'), '']),
    ...applied.map(stepJson).flatMap((step, index) => [...stepLines(step, index + 1, style), '']),
    ...wrap(`${style.bad(`${error.title} (${error.code}):`)} ${error.message}`, style.width),
    '',
    ...fixLines(error.fix, style, ''),
  ].join('\n');
}

/** Whether the repair worked: the same checks again, and the exchange that failed before. */
export function proofText(
  applied: readonly Step[],
  { report: { summary }, exchange }: { readonly report: Report; readonly exchange: ProofJson['exchange'] },
  style: Style,
): string {
  const { good, bad, warning, marks } = style;
  const line = (ok: boolean | null, text: string) => {
    const mark = ok === null ? warning(marks.blocked) : ok ? good(marks.passed) : bad(marks.error);
    return wrap(`${mark} ${text}`, style.width, '  ');
  };
  const { errors, warnings, blocked } = summary;
  const found = errors + warnings === 0 ? `no problems found, ${counts(summary)}` : counts(summary);
  const exchanged: Readonly<Record<ProofJson['exchange'], boolean | null>> = {
    succeeded: true,
    failed: false,
    'not-run': null,
  };
  return [
    style.title('Verification'),
    ...applied.flatMap(({ says }) => line(true, `applied: ${says}`)),
    ...line(errors > 0 ? false : blocked > 0 ? null : true, `checks: ${found}`),
    ...line(exchanged[exchange], `token exchange: ${exchange === 'not-run' ? 'not run' : exchange}`),
  ].join('\n');
}
