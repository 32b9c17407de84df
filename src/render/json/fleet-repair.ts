/** `repair --all --json`: the keys of `repair`, and one entry for each component that has steps. */
import type { Step } from '../../domain/plan.ts';
import { fleetRow, summarizeFleet } from '../../report/fleet.ts';
import type { Report } from '../../report/report.ts';
import { type FleetJson, fleetJson } from './fleet.ts';
import { type LeftJson, leftJson, type RepairJson, type RepairState, repairJson } from './plan.ts';

export interface FleetRunJson {
  readonly environment: string;
  readonly component: { readonly type: string; readonly id: string; readonly name: string } | null;
  /** IDs of the steps that are this component's; steps that several share stand with the first. */
  readonly steps: readonly string[];
  readonly run: string | null;
  readonly applied: readonly string[];
  readonly proof: RepairJson['proof'];
  readonly error: RepairJson['error'] | null;
}

export interface FleetRepairJson extends Omit<RepairJson, 'before' | 'left'> {
  /** The reports of all components that the plan was made from. */
  readonly before: FleetJson;
  readonly left: readonly (LeftJson & Pick<FleetRunJson, 'environment' | 'component'>)[];
  readonly runs: readonly FleetRunJson[];
  /** Environments that could not be read; the plan does not cover them. */
  readonly unread: readonly { readonly environment: string; readonly error: NonNullable<RepairJson['error']> }[];
}

export interface FleetRunState {
  readonly environment: string;
  readonly component: FleetRunJson['component'];
  readonly steps: readonly Step[];
  readonly state: Partial<RepairState>;
}

export interface FleetMemberState extends Pick<FleetRunState, 'environment' | 'component'> {
  readonly report: Report;
  readonly left: NonNullable<RepairState['left']>;
}

/** `members`: every component, also those without steps. */
export function fleetRepairJson(
  emulated: boolean,
  members: readonly FleetMemberState[],
  runs: readonly FleetRunState[],
  unread: readonly { readonly environment: string; readonly error: NonNullable<RepairState['error']> }[],
  error?: RepairState['error'],
): FleetRepairJson {
  const reports = members.map(({ report }) => report);
  const own = runs.map(({ steps, state }) => repairJson({ emulated, applied: [], proof: null, ...state, steps }));
  const exchanges = own.map(({ proof }) => proof.exchanges);
  const sum = (pick: (each: RepairJson['proof']['exchanges']) => number) =>
    exchanges.reduce((total, each) => total + pick(each), 0);
  const results = own.map(({ proof }) => proof.exchange);
  const failed = results.find((result) => result === 'failed');
  const whole = repairJson({ emulated, steps: [], applied: [], proof: null, ...(error !== undefined && { error }) });
  const stopped = own.find((each) => each.error !== undefined)?.error;
  const texted = unread.map(({ environment, error: { code, name, message, fix, finding } }) => ({
    environment,
    error: { code, name, message, fix, finding },
  }));
  return {
    ...whole,
    before: fleetJson(summarizeFleet(reports.map(fleetRow), { emulated, reports })),
    left: members.flatMap(({ environment, component, left }) =>
      leftJson(left).map((each) => ({ ...each, environment, component })),
    ),
    plan: own.flatMap(({ plan }) => plan),
    applied: own.flatMap(({ applied }) => applied),
    proof: {
      doctor: null,
      exchange: failed ?? results.find((result) => result === 'succeeded') ?? 'not-run',
      exchanges: { succeeded: sum(({ succeeded }) => succeeded), of: sum(({ of }) => of) },
      others: [],
    },
    ...(stopped !== undefined && { error: stopped }),
    runs: own.map((each, index) => ({
      environment: runs[index]?.environment ?? '',
      component: runs[index]?.component ?? null,
      steps: each.plan.map(({ id }) => id),
      run: each.run,
      applied: each.applied.map(({ id }) => id),
      proof: each.proof,
      error: each.error ?? null,
    })),
    unread: texted,
  };
}
