/**
 * A plan as a file, to apply later or as another user. It holds only what identifies the target and the steps: ppmi
 * plans again before it sends anything, and the steps must be the same.
 */

import { PpmiError } from '../domain/errors.ts';
import { parseGuid } from '../domain/guid.ts';
import { quoted } from '../domain/harmless-text.ts';
import type { Step } from '../domain/plan.ts';
import { changeOf } from './change.ts';

export interface PlanFile {
  readonly schema: 'ppmi.plan/1';
  readonly tool: { readonly version: string };
  /** ISO time. */
  readonly createdAt: string;
  readonly cloud: string;
  readonly tenantId: string;
  readonly environment: { readonly url: string; readonly id: string };
  readonly component: { readonly type: 'assembly' | 'package'; readonly id: string; readonly name: string };
  /** What the user chose: `--application-id`, and the ID for a record that the plan creates. */
  readonly choices: {
    readonly applicationId: string | null;
    readonly newRecordId: string;
    /** `--remove-old`. */
    readonly removeOld?: boolean;
  };
  readonly steps: readonly Step[];
}

export function planText(plan: PlanFile): string {
  return `${JSON.stringify(plan, null, 2)}\n`;
}

/** @throws PpmiError `plan-invalid` */
export function parsePlan(text: string, file: string): PlanFile {
  const invalid = (detail: string) => new PpmiError('plan-invalid', { file, detail });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('It is not JSON');
  }
  const plan = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof PlanFile, unknown>>;
  if (plan.schema !== 'ppmi.plan/1') throw invalid('It is not a plan that this version of ppmi can read');
  const environment = record(plan.environment);
  const component = record(plan.component);
  const choices = record(plan.choices);
  const whole =
    isText(plan.cloud) &&
    isGuid(plan.tenantId) &&
    isOrigin(environment.url) &&
    isText(environment.id) &&
    (component.type === 'assembly' || component.type === 'package') &&
    isGuid(component.id) &&
    isText(component.name) &&
    (choices.applicationId === null || isGuid(choices.applicationId)) &&
    isGuid(choices.newRecordId) &&
    (choices.removeOld === undefined || typeof choices.removeOld === 'boolean') &&
    Array.isArray(plan.steps);
  if (!whole) throw invalid('A part that identifies the target is missing or malformed');
  const strange = (plan.steps as readonly unknown[]).findIndex((step) => !isStep(step));
  if (strange >= 0) throw invalid(`Step ${strange + 1} holds a request that ppmi does not make`);
  return plan as unknown as PlanFile;
}

/** The steps of the file as ppmi plans them now. @throws PpmiError `plan-invalid` if they differ */
export function sameSteps(file: string, { steps }: PlanFile, planned: readonly Step[]): readonly Step[] {
  return steps.map((step) => {
    const now = planned.find(({ id }) => id === step.id);
    if (now !== undefined && canonical(now) === canonical(step)) return now;
    const detail =
      now === undefined
        ? `${quoted(step.says)} is not planned for the configuration as it is now`
        : `${quoted(step.says)} is planned differently for the configuration as it is now`;
    throw new PpmiError('plan-invalid', { file, detail });
  });
}

function canonical({ request, undo, risk, repairs }: Step): string {
  return JSON.stringify([request, undo, risk, repairs], (_key, value) => sorted(value));
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isStep(value: unknown): value is Step {
  const { id, says, request, undo } = record(value);
  if (!isText(id) || !isText(says) || !isText(record(request).url)) return false;
  if (undo !== null && !isText(record(undo).url)) return false;
  return changeOf({ request, undo } as unknown as Step) !== null;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isGuid = (value: unknown): boolean => typeof value === 'string' && parseGuid(value) !== null;

function isOrigin(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const url = new URL(value);
  return url.protocol === 'https:' && url.origin === value;
}
