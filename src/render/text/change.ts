/** Steps that the user asked for: the plan, and how the run ended. */
import type { ErrorText } from '../../catalog/error-text.ts';
import type { Step } from '../../domain/plan.ts';
import type { RunCommands } from '../../report/follow-up.ts';
import type { ProofJson } from '../json/plan.ts';
import { count, type Style, wrap, wrapItem } from '../style.ts';
import { fixLines } from './fix-lines.ts';
import { planLines } from './plan.ts';

export interface ChangePlanView {
  readonly steps: readonly Step[];
  readonly notes: readonly string[];
}

export function changePlanText({ steps, notes }: ChangePlanView, style: Style): string {
  const head =
    steps.length === 0 ? 'Nothing to change.' : `Plan (${count(steps.length, 'step')}). Nothing has been changed yet.`;
  return [
    style.title(head),
    ...planLines(steps, style),
    ...(notes.length === 0 ? [] : ['']),
    ...notes.flatMap((note) => wrap(note, style.width)),
  ].join('\n');
}

export interface ChangeView {
  /** Null: there is no journal to go on with. */
  readonly next: RunCommands | null;
  readonly applied: readonly { readonly step: Step }[];
  readonly proof: Pick<ProofJson, 'exchange' | 'exchanges'> | null;
  readonly unconfirmed: readonly string[];
  readonly error: ErrorText | null;
  readonly interrupted: boolean;
  /** The change concerns the exchange of a component. */
  readonly exchanged: boolean;
}

export function changeText(view: ChangeView, style: Style): string {
  const { next, applied, proof, error, interrupted } = view;
  const { good, bad, warning, marks } = style;
  const line = (mark: string, text: string) => wrapItem(mark, text, style.width, '  ');
  const made = applied.flatMap(({ step: { says } }) =>
    view.unconfirmed.includes(says)
      ? line(bad(marks.error), `confirmed by the service, but reading does not show it: ${says}`)
      : line(good(marks.passed), `applied: ${says}`),
  );
  const exchanged: Readonly<Record<ProofJson['exchange'], readonly [string, string]>> = {
    succeeded: [good(marks.passed), `succeeded (${proof?.exchanges.succeeded} of ${proof?.exchanges.of})`],
    failed: [bad(marks.error), 'failed'],
    'not-run': [warning(marks.blocked), 'not run: ppmi cannot run the plug-in here'],
  };
  const [mark, result] = exchanged[proof?.exchange ?? 'not-run'];
  const goOn = error !== null || interrupted;
  return [
    '',
    ...(interrupted ? ['Interrupted.'] : []),
    ...(made.length === 0 ? [] : [style.title(goOn ? 'Applied' : 'Verification'), ...made]),
    ...(proof === null || !view.exchanged ? [] : line(mark, `token exchange: ${result}`)),
    ...(error === null
      ? []
      : [
          ...wrap(`${bad(`${error.title} (${error.code}):`)} ${error.message}`, style.width),
          '',
          ...fixLines(error.fix, style, ''),
        ]),
    ...(next === null || !goOn ? [] : ['', `Continue: ${style.command(next.resume)}`]),
    ...(next === null || applied.length === 0 ? [] : ['', `Undo this run: ${style.command(next.undo)}`]),
  ].join('\n');
}
