export type { HandoverFormat } from '../../domain/handover-formats.ts';

import type { HandoverFormat } from '../../domain/handover-formats.ts';
import { type Formatter, type Handover, type HandoverPlan, itemsOf, undoItemsOf } from './handover.ts';
import { az, powershell, rest } from './requests.ts';
import { bicep, terraform } from './resources.ts';
import { markdown } from './runbook.ts';

const formatters: Readonly<Record<HandoverFormat, Formatter>> = { az, powershell, rest, bicep, terraform, markdown };

export function handover(format: HandoverFormat, plan: HandoverPlan): Handover {
  const formatter = formatters[format];
  return {
    text: formatter(itemsOf(plan.steps), plan, false),
    undo: formatter(undoItemsOf(plan.steps), plan, true),
  };
}

/** The plan as a whole: the undo follows as a comment, so that running the file never undoes what it did. */
export function handoverText(format: HandoverFormat, { text, undo }: Handover, shell: string): string {
  if (format === 'markdown') return `${text}\n${undo.replaceAll(/^#/gm, '##')}`;
  const mark = format === 'bicep' ? '//' : format === 'az' && shell === 'cmd' ? 'rem' : '#';
  return `${text}\n${mark} ---- Undo, not part of the plan ----\n${undo.replaceAll(/^(?=.)/gm, `${mark} `)}`;
}
