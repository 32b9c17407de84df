/** The journaled runs of this machine on a terminal. */
import type { RunCommands } from '../../report/follow-up.ts';
import type { RunDetailsJson, RunJson, RunsJson } from '../json/runs.ts';
import { count, type Style, wrapItem } from '../style.ts';
import { type KeyValue, keyValues } from './key-values.ts';

export async function runsText({ runs }: RunsJson, style: Style): Promise<string> {
  if (runs.length === 0) return 'No repair has been run on this machine.';
  const { table } = await import('./table.ts');
  const head = ['RUN', 'STARTED', 'STATE', 'STEPS', 'ENVIRONMENT', 'COMPONENT'];
  return table(head, runs.map(row), style);
}

function row({ id, startedAt, state, steps, applied, environment, component }: RunJson): string[] {
  return [
    id,
    startedAt.slice(0, 16).replace('T', ' '),
    state,
    `${applied}/${steps}`,
    environment.url,
    component?.name ?? '',
  ];
}

export function runDetailsText({ run, steps }: RunDetailsJson, { resume, undo }: RunCommands, style: Style): string {
  const facts: KeyValue[] = [
    ['started', run.startedAt],
    ['state', run.state],
    ['environment', run.environment.url],
    ['component', run.component?.name ?? null],
  ];
  const next = run.state === 'interrupted' || run.state === 'failed' ? ['', `Continue: ${style.command(resume)}`] : [];
  const back = run.applied > 0 ? ['', `Undo: ${style.command(undo)}`] : [];
  return [
    style.title(`Run ${run.id} (${count(run.steps, 'step')}, ${run.applied} applied)`),
    keyValues(facts, style),
    ...steps.flatMap(({ says, state, request, result }, index) => [
      '',
      ...wrapItem(`${index + 1}.`, says, style.width),
      `   state    ${state}`,
      `   request  ${style.command(`${request.method} ${request.url}`)}`,
      ...(result?.status == null ? [] : [`   answer   ${result.status}`]),
    ]),
    ...next,
    ...back,
  ].join('\n');
}
