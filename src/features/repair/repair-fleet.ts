/**
 * `ppmi repair --all`: one plan for all components of one or more environments, grouped by application and confirmed per
 * environment. Each component gets its own run, so that each can be resumed and undone separately.
 */
import { errorText } from '../../catalog/error-text.ts';
import { boundComponents } from '../../diagnosis/facts/component.ts';
import { createFactStore } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { ExitCode } from '../../domain/exit-code.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Step } from '../../domain/plan.ts';
import {
  type FleetMemberState,
  type FleetRepairJson,
  type FleetRunState,
  fleetRepairJson,
} from '../../render/json/fleet-repair.ts';
import type { Outcome } from '../../render/outcome.ts';
import { count } from '../../render/style.ts';
import { type FleetPlanView, fleetPlanText } from '../../render/text/fleet-plan.ts';
import { repairOutcomeText } from '../../render/text/repair-run.ts';
import { declinedExit, reportExit, worstExit } from '../../report/exit-codes.ts';
import { canAsk, confirm } from '../../session/confirm.ts';
import type { Session } from '../../session/session.ts';
import { type DiagnoseResult, diagnoseSession } from '../diagnose/diagnose.ts';
import { readEnvironments } from '../fleet/targets.ts';
import { type CarriedOut, carryOut, nothing } from './carry-out.ts';
import { refuseForeign } from './foreign-tenant.ts';
import { latestFailure } from './repair.ts';
import { exitOf, type PlannedSteps, planSteps, type RepairIo, type RepairOptions, stateOf } from './run-repair.ts';

interface Member extends PlannedSteps {
  /** Steps and findings of this component only. */
  readonly session: Session;
  readonly diagnosed: DiagnoseResult;
}

export async function repairFleet(flags: RepairOptions, io: RepairIo): Promise<Outcome<FleetRepairJson>> {
  const { context, print } = io;
  const { members, unread } = await planFleet(flags, io);
  const toRepair = members.filter(({ steps }) => steps.length > 0);
  const emulated = members[0]?.session.context.target.emulated ?? false;
  await print((style) => fleetPlanText({ emulated, members: members.map(planView), unread }, style));
  const found = members.map(({ diagnosed }) => reportExit(diagnosed.report, 'error'));
  const before = worstExit([...(unread.length > 0 ? [2 as const] : []), ...found]);
  const untouched = toRepair.map((member) => runState(member, {}));
  const states = members.map(memberState);
  const end = (exitCode: ExitCode, text: string, error?: PpmiError): Outcome<FleetRepairJson> => ({
    result: fleetRepairJson(emulated, states, untouched, unread, error && errorText(error, context.shell)),
    exitCode,
    text: () => text,
  });
  if (toRepair.length === 0) return end(before, '');
  if (flags['dry-run'] === true) return end(before, '\nDry run: nothing was changed.');
  for (const { steps, tenants } of toRepair) refuseForeign(steps, flags['foreign-tenant'], tenants);
  if (!flags.yes && !canAsk()) {
    const error = new PpmiError('terminal-needed', { what: 'Apply these steps?', flag: '--yes' });
    return end(2, error.message, error);
  }

  const { done, interrupted } = await applyFleet(toRepair, flags, io);
  const runs = toRepair.map((member) => runState(member, stateOf(done.get(member) ?? nothing)));
  const exits = [...done].map(([member, outcome]) => exitOf(outcome, member.diagnosed));
  const rest = done.size < toRepair.length || unread.length > 0 ? [before] : [];
  return {
    result: fleetRepairJson(emulated, states, runs, unread),
    exitCode: worstExit([...exits, ...rest, ...(interrupted ? [declinedExit('interrupted')] : [])]),
    text(_result, style) {
      if (done.size === 0) return 'Nothing was changed.';
      const parts = [...done].map(
        ([member, outcome]) => `${style.title(nameOf(member))}\n${repairOutcomeText(outcome, style)}`,
      );
      const left = toRepair.filter((member) => !done.has(member)).map((member) => `  ${nameOf(member)}`);
      return [...parts, ...(left.length === 0 ? [] : [[style.title('Not applied'), ...left].join('\n')])].join('\n\n');
    },
  };
}

interface FleetPlan {
  readonly members: readonly Member[];
  /** Environments of the file that could not be read: the plan covers the others. */
  readonly unread: FleetPlanView['unread'];
}

/** @throws PpmiError if no environment can be read, for example because the sign-in fails */
async function planFleet(flags: RepairOptions, io: RepairIo): Promise<FleetPlan> {
  const { context } = io;
  const file = flags['environments-file'];
  const urls = file === undefined ? [undefined] : await readEnvironments(file, flags.cloud);
  const members: Member[] = [];
  const unread: FleetPlanView['unread'][number][] = [];
  let first: PpmiError | null = null;
  const planned = new Set<string>();
  for (const url of urls) {
    try {
      const session = await context.openSession(url === undefined ? flags : { ...flags, environment: url });
      for (const member of await plansOf(session, flags, io)) {
        // Components with a common record or credential have steps in common.
        const own = member.steps.filter((step) => !planned.has(keyOf(step)));
        for (const step of own) planned.add(keyOf(step));
        members.push({ ...member, steps: own });
      }
    } catch (error) {
      if (!(error instanceof PpmiError) || url === undefined) throw error;
      first ??= error;
      unread.push({ environment: url, error: errorText(error, context.shell, context.repeated) });
    }
  }
  if (first !== null && unread.length === urls.length) throw first;
  return { members, unread };
}

/** A failure does not stop the other components, which do not depend on it; an interrupt does. */
async function applyFleet(
  toRepair: readonly Member[],
  flags: RepairOptions,
  io: RepairIo,
): Promise<{ readonly done: ReadonlyMap<Member, CarriedOut>; readonly interrupted: boolean }> {
  const done = new Map<Member, CarriedOut>();
  for (const [url, own] of byEnvironment(toRepair)) {
    const total = own.reduce((sum, { steps }) => sum + steps.length, 0);
    const answer = flags.yes ? 'yes' : await confirm(`Apply ${count(total, 'step')} in ${url}?`, '--yes');
    if (answer === 'interrupted') return { done, interrupted: true };
    if (answer === 'no') continue;
    for (const member of own) {
      const outcome = await carryOutMember(member, flags, io);
      done.set(member, outcome);
      if (outcome.interrupted) return { done, interrupted: true };
    }
  }
  return { done, interrupted: false };
}

/** One sign-in for all components of an environment. */
async function plansOf(session: Session, flags: RepairOptions, { version }: RepairIo): Promise<readonly Member[]> {
  const listed = await createFactStore(factReaders, session.sources({ component: null, type: null }))('components');
  if (!listed.ok) throw listed.unread.error;
  const members: Member[] = [];
  for (const { id, type } of boundComponents(listed.value)) {
    const choice = { component: id, type };
    const own: Session = {
      ...session,
      sources: (target = choice) => session.sources(target),
      sharedSources: (target = choice) => session.sharedSources(target),
    };
    const diagnosed = await diagnoseSession(own, flags, { version });
    const planned = await planOf(own, diagnosed, flags);
    const { only = [] } = flags;
    const codes = new Map(diagnosed.report.findings.map(({ code, name }) => [code, name] as const));
    const names = only.map((name) => codes.get(name.toUpperCase()) ?? name);
    const steps = planned.steps.filter(
      ({ id: step, repairs }) =>
        only.length === 0 || names.includes(step) || (repairs !== null && names.includes(repairs)),
    );
    members.push({ ...planned, steps, session: own, diagnosed });
  }
  return members;
}

/** Never prompts during a fleet run: what depends on a choice, or cannot be planned, is left out with the reason. */
async function planOf(session: Session, diagnosed: DiagnoseResult, flags: RepairOptions): Promise<PlannedSteps> {
  const tenants = { environment: null, challenge: null, directory: null };
  const chosen = { applicationId: null, newRecordId: '' };
  const empty = { steps: [], choices: [], chosen, left: [], basedOn: [], repaired: new Set<never>() };
  try {
    const planned = await planSteps(session, diagnosed, { ...flags, yes: true, only: undefined }, null);
    return planned ?? { plan: empty, steps: [], tenants };
  } catch (error) {
    const [finding] = diagnosed.diagnosis.findings;
    if (!(error instanceof PpmiError) || finding === undefined) throw error;
    const reason =
      error.id === 'choice-needed'
        ? `a choice is required (${String(error.args.what)}); repair this component by itself`
        : `it could not be planned: ${error.message.replace(/\.$/, '')}`;
    return { plan: { ...empty, left: [{ finding, reason }] }, steps: [], tenants };
  }
}

/** Plans again after the confirmation: the steps of an earlier component, or other clients, may have changed something. */
async function carryOutMember(
  member: Member,
  flags: RepairOptions,
  { context, version }: RepairIo,
): Promise<CarriedOut> {
  const { session, plan } = member;
  try {
    const diagnosed = await diagnoseSession(session, flags, { version });
    const preset = { newRecordId: plan.chosen.newRecordId, select: (steps: readonly Step[]) => steps };
    const again = await planSteps(session, diagnosed, { ...flags, yes: true }, preset);
    const now = new Set((again?.steps ?? []).map(keyOf));
    const steps = member.steps.filter((step) => now.has(keyOf(step)));
    const lastFailure = await latestFailure(diagnosed.read);
    return await carryOut({ session, flags, context, version, steps, report: diagnosed.report, lastFailure });
  } catch (error) {
    // Nothing was sent. The other components do not depend on it.
    if (!(error instanceof PpmiError)) throw error;
    const text = session.context.redactor.redactResult(errorText(error, context.shell, context.repeated));
    return { ...nothing, error: text };
  }
}

function memberState({ diagnosed, session, plan }: Member): FleetMemberState {
  const left = session.context.redactor.redactResult(plan.left);
  const { report } = diagnosed;
  return { environment: session.environmentUrl, component: report.target.component, report, left };
}

function runState({ diagnosed, session, steps }: Member, state: FleetRunState['state']): FleetRunState {
  return { environment: session.environmentUrl, component: diagnosed.report.target.component, steps, state };
}

/** Two components need the same credential once, whatever name each plan gives it. */
function keyOf({ request, undo }: Step): string {
  const { method, system, url, body } = request;
  if (system === 'dataverse' || undo?.method !== 'DELETE') return JSON.stringify([request, undo]);
  const collection = url.replace(/(\/federatedIdentityCredentials)\/[^/?]+/, '$1');
  return JSON.stringify([method, collection, { ...(body as object | null), name: null }]);
}

function byEnvironment(members: readonly Member[]): ReadonlyMap<string, readonly Member[]> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const { environmentUrl } = member.session;
    groups.set(environmentUrl, [...(groups.get(environmentUrl) ?? []), member]);
  }
  return groups;
}

function nameOf({ diagnosed, session }: Member): string {
  const { component } = diagnosed.report.target;
  return `${component === null ? 'Component' : quoted(component.name)} in ${session.environmentUrl}`;
}

function planView(member: Member): FleetPlanView['members'][number] {
  const { session, diagnosed, steps, plan } = member;
  return {
    name: nameOf(member),
    application: diagnosed.report.target.application,
    plan: session.context.redactor.redactResult({ steps, left: plan.left }),
  };
}
