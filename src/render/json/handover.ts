import type { HandoverFormat } from '../../domain/handover-formats.ts';
/** `repair --as --json` and that of other plans; schema in schemas/handover.schema.json. */

export interface HandoverJson {
  readonly emulated: boolean;
  readonly as: HandoverFormat;
  /** What the plan does; empty of steps where there is nothing to do. */
  readonly text: string;
  /** What undoes it, last step first. */
  readonly undo: string;
  /** Where --output wrote both; null without it. */
  readonly output: string | null;
}
