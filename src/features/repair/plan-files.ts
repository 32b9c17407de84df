/** Plan files: written by `repair --plan-out`, read by `repair apply`. */
import { PpmiError } from '../../domain/errors.ts';
import type { Step } from '../../domain/plan.ts';
import type { Plan } from '../../repair/plan.ts';
import { type PlanFile, parsePlan, planText } from '../../repair/plan-file.ts';
import type { Report } from '../../report/report.ts';
import { readInputText } from '../../session/input-file.ts';
import { writeNewFile } from '../../session/output-file.ts';

export interface PlanToWrite {
  readonly version: string;
  readonly now: Date;
  readonly report: Report;
  readonly steps: readonly Step[];
  readonly plan: Pick<Plan, 'choices'> & { readonly chosen: PlanFile['choices'] };
}

/**
 * Never follows a link, and never overwrites a file.
 * @throws PpmiError `plan-invalid` without steps or without a known target, `file-unwritable`
 */
export async function writePlanFile(file: string, { version, now, report, steps, plan }: PlanToWrite): Promise<void> {
  const { environment, component, cloud, tenantId } = report.target;
  if (steps.length === 0) throw new PpmiError('plan-invalid', { file, detail: 'There is nothing to repair' });
  if (environment?.id == null || component === null || cloud === null || tenantId === null) {
    throw new PpmiError('plan-invalid', { file, detail: 'The environment or the component could not be read' });
  }
  const text = planText({
    schema: 'ppmi.plan/1',
    tool: { version },
    createdAt: now.toISOString(),
    cloud,
    tenantId,
    environment: { url: environment.url, id: environment.id },
    component,
    choices: plan.chosen,
    steps,
  });
  writeNewFile(file, text);
}

const longestPlan = 4 * 1024 * 1024;

/** @throws PpmiError `plan-invalid`, `file-unreadable`, `file-too-large` */
export async function readPlanFile(file: string): Promise<PlanFile> {
  return parsePlan(await readInputText(file, longestPlan), file);
}
