/** `ppmi repair apply`: plans again and compares with the file before anything is sent. */
import type { CloudId } from '../../domain/cloud/cloud-id.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { Step } from '../../domain/plan.ts';
import type { ApplyFlags } from '../../flags/repair.ts';
import type { RepairJson } from '../../render/json/plan.ts';
import type { Outcome } from '../../render/outcome.ts';
import { type PlanFile, sameSteps } from '../../repair/plan-file.ts';
import type { ReportTarget } from '../../report/report.ts';
import type { SessionFlags } from '../../session/session.ts';
import { aboutTarget } from './about-target.ts';
import { readPlanFile } from './plan-files.ts';
import { type RepairIo, runRepair } from './run-repair.ts';

type ApplyOptions = SessionFlags & ApplyFlags;

/** @throws PpmiError `plan-invalid` for an edited file, another target, or a configuration that has changed */
export async function applyPlanFile(file: string, flags: ApplyOptions, io: RepairIo): Promise<Outcome<RepairJson>> {
  const plan = await readPlanFile(file);
  const { component, choices } = plan;
  const target = {
    environment: plan.environment.url,
    cloud: plan.cloud as CloudId,
    component: component.id,
    'component-type': component.type,
    ...(choices.applicationId !== null && { 'application-id': choices.applicationId }),
    'remove-old': choices.removeOld === true,
  };
  const preset = {
    newRecordId: choices.newRecordId,
    select(planned: readonly Step[], read: ReportTarget) {
      refuseOtherTarget(file, plan, read);
      return sameSteps(file, plan, planned);
    },
  };
  return aboutTarget(plan, io, (about) => runRepair({ ...flags, ...target }, about, preset));
}

function refuseOtherTarget(
  file: string,
  plan: PlanFile,
  {
    environment,
    tenantId,
  }: { readonly environment: { readonly id: string | null } | null; readonly tenantId: string | null },
): void {
  const detail =
    environment?.id !== plan.environment.id
      ? 'Its URL now belongs to another environment'
      : tenantId !== plan.tenantId
        ? 'The environment now belongs to another tenant'
        : null;
  if (detail !== null) throw new PpmiError('plan-invalid', { file, detail });
}
