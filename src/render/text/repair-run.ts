/** The result of a repair: the applied steps, the verification, and how to undo it. */
import type { ErrorText } from '../../catalog/error-text.ts';
import { oneLine, quoted } from '../../domain/harmless-text.ts';
import type { Step } from '../../domain/plan.ts';
import { followUpCommand, type RunCommands } from '../../report/follow-up.ts';
import type { Report } from '../../report/report.ts';
import type { ProofJson } from '../json/plan.ts';
import { count, type Style, wrap, wrapItem } from '../style.ts';
import { fixLines } from './fix-lines.ts';
import { stepLines } from './plan.ts';
import { counts } from './report.ts';

/** Credentials that may be in use elsewhere, and stayed. */
export interface KeptCredentials {
  readonly names: readonly string[];
  /** The command that deletes them. */
  readonly remove: string;
}

export interface RepairOutcomeView {
  /** Null: there is no journal to go on with. */
  readonly next: RunCommands | null;
  readonly applied: readonly { readonly step: Step }[];
  readonly proof: (Pick<ProofJson, 'exchange' | 'exchanges' | 'others'> & { readonly report: Report }) | null;
  readonly error: ErrorText | null;
  readonly interrupted: boolean;
  readonly kept?: KeptCredentials | null;
}

export function repairOutcomeText(view: RepairOutcomeView, style: Style): string {
  const { next, proof, error } = view;
  const undo = next === null ? [] : ['', `Undo this run: ${style.command(next.undo)}`];
  if (proof !== null) {
    return ['', verificationText(view.applied, proof, style), ...keptLines(view.kept ?? null, style), ...undo].join(
      '\n',
    );
  }
  if (error === null) return ['', interruptedText(view, style)].join('\n');
  return ['', failureText(view, error, style)].join('\n');
}

function keptLines(kept: KeptCredentials | null, style: Style): string[] {
  if (kept === null) return [];
  const text = `Not deleted, because it may be in use elsewhere: ${kept.names.map(quoted).join(', ')}. When the plug-in works with the new credential:`;
  return ['', ...wrap(text, style.width), `  ${style.command(kept.remove)}`];
}

/** The steps that were applied before one failed, and how to undo them. */
function failureText({ next, applied }: RepairOutcomeView, error: ErrorText, style: Style): string {
  return [
    ...(applied.length === 0 ? [] : [style.title('Applied before the failure'), '']),
    ...applied.flatMap(({ step }, index) => [...stepLines(step, index + 1, style), '']),
    ...wrap(`${style.bad(`${error.title} (${error.code}):`)} ${error.message}`, style.width),
    '',
    ...fixLines(error.fix, style, ''),
    ...(next === null ? [] : wayOn(next, applied.length, style)),
  ].join('\n');
}

function interruptedText({ next, applied }: RepairOutcomeView, style: Style): string {
  const done =
    applied.length === 0 ? 'Nothing was changed.' : `Interrupted after ${count(applied.length, 'applied step')}:`;
  return [
    done,
    ...applied.map(({ step }) => `  ${style.marks.passed} ${oneLine(step.says)}`),
    ...(next === null ? [] : wayOn(next, applied.length, style)),
  ].join('\n');
}

function wayOn({ resume, undo }: RunCommands, applied: number, style: Style): string[] {
  const lines = ['', `Continue: ${style.command(resume)}`];
  return applied === 0 ? lines : [...lines, `Undo:     ${style.command(undo)}`];
}

/** Whether the repair worked: the same checks again, and the exchange that failed before. */
export function verificationText(
  applied: RepairOutcomeView['applied'],
  { report: { summary, findings, followUp }, exchange, exchanges, others }: NonNullable<RepairOutcomeView['proof']>,
  style: Style,
): string {
  const { good, bad, warning, marks } = style;
  const line = (ok: boolean | null, text: string) => {
    const mark = ok === null ? warning(marks.blocked) : ok ? good(marks.passed) : bad(marks.error);
    return wrapItem(mark, text, style.width, '  ');
  };
  const { errors, warnings, blocked } = summary;
  const found = errors + warnings === 0 ? `no problems found, ${counts(summary)}` : counts(summary);
  const exchanged: Readonly<Record<ProofJson['exchange'], readonly [boolean | null, string]>> = {
    succeeded: [true, `succeeded (${exchanges.succeeded} of ${exchanges.of})`],
    failed: [false, 'failed'],
    'not-run': [null, 'not run: ppmi cannot run the plug-in here'],
  };
  const [ok, text] = exchanged[exchange];
  return [
    style.title('Verification'),
    ...applied.flatMap(({ step }) => line(true, `applied: ${step.says}`)),
    ...line(errors > 0 ? false : blocked > 0 ? null : true, `checks: ${found}`),
    ...findings.filter(({ severity }) => severity === 'error').flatMap((left) => remaining(left, style)),
    ...line(ok, `token exchange: ${text}`),
    ...others.flatMap((other) => {
      const result = other.exchange === 'not-run' ? 'not run' : other.exchange;
      const worked = other.exchange === 'not-run' ? null : other.exchange === 'succeeded';
      return line(worked, `token exchange of ${other.component}, on the same record: ${result}`);
    }),
    ...(exchange === 'not-run' && followUp !== null
      ? ['', 'Run the plug-in, then check what it logged:', `  ${style.command(followUpCommand('doctor', followUp))}`]
      : []),
  ].join('\n');
}

const remaining = ({ code, title }: Report['findings'][number], style: Style) =>
  wrapItem(code, title, style.width, '    ');

export interface UndoView {
  readonly run: string;
  readonly next: RunCommands;
  readonly undone: readonly { readonly step: Step }[];
  readonly error: ErrorText | null;
  readonly interrupted: boolean;
}

export function undoText({ run, next, undone, error, interrupted }: UndoView, style: Style): string {
  const { good, bad, marks } = style;
  const done = undone.flatMap(({ step }) => wrapItem(good(marks.passed), step.says, style.width, '  '));
  const again = `Continue: ${style.command(next.undo)}`;
  if (interrupted) {
    const head = done.length === 0 ? 'Interrupted. Nothing was undone.' : 'Interrupted. Undone before that:';
    return [head, ...done, '', again].join('\n');
  }
  if (error === null) {
    return [
      '',
      style.title(`Run ${run} was undone`),
      ...done,
      ...wrap('Everything holds the values from before the run.', style.width),
    ].join('\n');
  }
  return [
    ...(done.length === 0 ? [] : [style.title('Undone before the failure'), ...done, '']),
    ...wrap(`${bad(`${error.title} (${error.code}):`)} ${error.message}`, style.width),
    '',
    ...fixLines(error.fix, style, ''),
    '',
    again,
  ].join('\n');
}
