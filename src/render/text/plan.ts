/** A repair for a person: every step with its request and its undo before anything runs, and the proof afterwards. */
import { entryByName } from '../../catalog/index.ts';
import type { Finding } from '../../domain/diagnosis.ts';
import type { Proof, RequestJson, StepJson } from '../json/plan.ts';
import { count, type Style, wrap } from '../style.ts';

export interface PlanView {
  readonly steps: readonly StepJson[];
  /** Findings that no step repairs, with the reason. */
  readonly left: readonly { readonly finding: Finding; readonly reason: string }[];
}

export function planText({ steps, left }: PlanView, style: Style): string {
  const head =
    steps.length === 0 ? 'Nothing to do.' : `Plan, ${count(steps.length, 'step')}; nothing has been changed yet.`;
  return [
    style.title(head),
    ...steps.flatMap((step, index) => ['', ...stepLines(step, index + 1, style)]),
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
    step.risk === 'safe' ? style.good('safe') : style.bad('disruptive: what works for somebody else may stop');
  return [
    ...wrap(`${number}. ${step.says}.`, style.width),
    `   repairs  ${code} ${step.repairs}`,
    `   risk     ${risk}`,
    ...requestLines('request', step.request, style),
    ...(step.undo === null ? ['   undo     impossible'] : requestLines('undo', step.undo, style)),
  ];
}

function requestLines(label: string, { method, url, body }: RequestJson, style: Style): string[] {
  const margin = '            ';
  const json = body === null ? [] : JSON.stringify(body, null, 2).split('\n');
  return [`   ${label.padEnd(9)}${style.command(`${method} ${url}`)}`, ...json.map((line) => margin + style.dim(line))];
}

/** What shows that the repair worked: the same checks again, and the exchange that failed before. */
export function proofText(applied: readonly StepJson[], { doctor, exchange }: Proof, style: Style): string {
  const { good, bad, warning, marks } = style;
  const line = (ok: boolean | null, text: string) => {
    const mark = ok === null ? warning(marks.blocked) : ok ? good(marks.passed) : bad(marks.error);
    return wrap(`${mark} ${text}`, style.width, '  ');
  };
  const checks = doctor === null ? line(null, 'checks: not run') : line(...checksAgain(doctor.summary));
  const exchanges = {
    succeeded: () => line(true, 'token exchange: succeeded'),
    failed: () => line(false, 'token exchange: failed'),
    'not-run': () => line(null, 'token exchange: not run'),
  };
  return [
    style.title('Proof'),
    ...applied.flatMap((step) => line(true, `applied: ${step.says}`)),
    ...checks,
    ...exchanges[exchange](),
  ].join('\n');
}

function checksAgain({
  errors,
  warnings,
  passed,
  blocked,
}: NonNullable<Proof['doctor']>['summary']): [boolean | null, string] {
  const ok = errors > 0 ? false : blocked > 0 ? null : true;
  const found = errors + warnings === 0 ? 'nothing found' : `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
  return [ok, `the same checks again: ${found}, ${passed} passed${blocked > 0 ? `, ${blocked} could not look` : ''}`];
}
