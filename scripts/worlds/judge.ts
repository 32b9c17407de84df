/**
 * Holds doctor, repair and undo in one company against the emulator's own exchange: what works before, after the repair
 * and after the undo.
 */
import { PpmiError } from '../../src/domain/errors.ts';
import { createCloud, type EmulatedCloud } from '../../src/emulator/emulator.ts';
import { everyScenario } from '../../src/emulator/scenarios/list.ts';
import type { World } from '../../src/emulator/world/model.ts';
import { diagnoseSession } from '../../src/features/diagnose/diagnose.ts';
import { sendSteps, startRun } from '../../src/features/repair/journaled-run.ts';
import { planFor } from '../../src/features/repair/repair.ts';
import { stopError } from '../../src/features/repair/stop-error.ts';
import { verify } from '../../src/features/repair/verify.ts';
import { reportExit } from '../../src/report/exit-codes.ts';
import type { Report } from '../../src/report/report.ts';
import { openSession, type SessionFlags } from '../../src/session/session.ts';
import type { Company } from './company.ts';
import { showsInRunsOnly } from './condition.ts';
import { inProcess } from './direct-http.ts';

export interface Judgement {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly cloud: string;
  /** What doctor said of the component: nothing, errors, or not checked. */
  readonly exit: number;
  readonly found: readonly string[];
  readonly worked: boolean;
  /** Null: more or less than one fault, or the component works all the same. */
  readonly named: boolean | null;
  /** Null: not every fault can be repaired. */
  readonly repaired: boolean | null;
  readonly steps: readonly string[];
  /** Why something was not planned. */
  readonly left: readonly string[];
  /** Disagreements between doctor and the exchange, harm to others, an undo that is not exact. */
  readonly wrong: readonly string[];
}

/** Findings that a working component may have. */
const harmless = new Set(everyScenario().flatMap(({ fails, findings }) => (fails === null ? findings : [])));

export async function judge(company: Company): Promise<Judgement> {
  return judgeIn(company, await createCloud(company.world));
}

const volatile = new Set([
  ...['modifiedOn', 'createdOn', 'rowVersion', 'lastRowVersion', 'organizationRow', 'visibleFrom', 'createdAt'],
  ...['traceLogs', 'signIns', 'directoryAudits', 'unmanagedLayer', 'exchangeSubject', 'ranBefore'],
]);

function configuration({ tenants, environments, subscriptions }: World): string {
  return JSON.stringify({ tenants, environments, subscriptions }, (key, value) =>
    volatile.has(key) ? undefined : value,
  );
}

type Credentials = ReadonlyMap<string, string>;

/** By client ID. */
function trustsOf({ tenants, subscriptions }: World): Credentials {
  const text = (credentials: unknown) =>
    JSON.stringify(credentials, (key, value) => (volatile.has(key) ? undefined : value));
  return new Map([
    ...tenants.flatMap(({ applications }) =>
      applications.map((each) => [each.appId, text(each.federatedIdentityCredentials)] as const),
    ),
    ...subscriptions.flatMap(({ identities }) =>
      identities.map((each) => [each.clientId, text(each.federatedIdentityCredentials)] as const),
    ),
  ]);
}

async function judgeIn(company: Company, emulator: EmulatedCloud): Promise<Judgement> {
  const { environmentUrl, environmentId, componentId, applicationId, faults, seed } = company;
  const { world } = emulator;
  const wrong: string[] = [];
  const flags = { emulate: 'company', environment: environmentUrl, component: componentId };
  const works = async () =>
    new Map(
      (await emulator.componentStates()).map((each) => [`${each.environmentId} ${each.componentId}`, each.works]),
    );
  const key = (id: string) => `${environmentId} ${id}`;

  const before = await works();
  const was = configuration(world);
  const trusts = trustsOf(world);
  const worked = before.get(key(componentId)) === true;
  const report = await doctor(emulator, flags);
  const exit = reportExit(report, 'error');
  const found = report.findings.map(({ name }) => name);
  const unseen = company.condition === 'unrun' && faults.some(showsInRunsOnly);
  if (!unseen) wrong.push(...disagreements('the component', report, worked));
  if (company.notChecked && exit === 0) wrong.push('doctor finds no problem, but could not check');
  const bystander = company.others[seed % Math.max(1, company.others.length)];
  if (bystander !== undefined) {
    // What a policy or a resource refuses is known only from runs.
    if (company.condition !== 'unrun') await emulator.runPlugin(environmentId, bystander);
    const seen = await doctor(emulator, { ...flags, component: bystander });
    wrong.push(...disagreements(`bystander ${bystander}`, seen, before.get(key(bystander)) === true));
  }
  if (configuration(world) !== was) wrong.push('doctor changed the configuration');

  const [fault, ...more] = faults;
  const { cloud } = company.options;
  const silent =
    company.notChecked ||
    unseen ||
    fault === undefined ||
    more.length > 0 ||
    exit === 2 ||
    (worked && fault.fails !== null);
  const named = silent ? null : found[0] === nameIn(cloud, fault.findings[0]);

  // A second fault can leave nothing on the right application that is meant for this component: a credential of another
  // certificate or environment may belong to others. Then only the owner knows that the binding is wrong, and names it.
  const misplaced = faults.some(({ id }) => id === 'binding-other-record') && !found.includes('binding-other-record');
  const given = misplaced ? { ...flags, 'application-id': applicationId } : flags;
  const repair = await repairIn(emulator, given, applicationId);
  wrong.push(...repair.wrong);
  const after = await works();
  for (const [id, did] of before) {
    if (id !== key(componentId) && did && after.get(id) !== true) wrong.push(`repair broke ${id}`);
  }
  const mayChange = new Set([applicationId.toLowerCase(), repair.boundTo?.toLowerCase()]);
  for (const [id, credentials] of trustsOf(world)) {
    if (!mayChange.has(id.toLowerCase()) && trusts.get(id) !== credentials)
      wrong.push(`repair changed trusts of ${id}`);
  }
  const works1 = after.get(key(componentId)) === true;
  if (repair.exit === 0 && !works1) wrong.push('repair says that it works, the exchange fails');
  // Two faults together can leave no record that names the right application; then only its owner knows it.
  const here = world.environments.find(({ id }) => id === environmentId);
  const isNamed = here?.managedIdentities.some((each) => each.applicationId === applicationId) === true;
  const repairable =
    faults.length > 0 &&
    faults.every((each) => each.repairable) &&
    !worked &&
    !company.notChecked &&
    // Whose a credential is can stay open.
    !(company.condition === 'rights' && exit === 2) &&
    !repair.unverified &&
    (isNamed || repair.asked || faults.length === 1);
  const repaired = repairable ? works1 : null;
  wrong.push(...(await repair.undo()));
  if (configuration(world) !== was) wrong.push('the undo is not exact');
  return {
    seed,
    cloud,
    faults: faults.map(({ id }) => id),
    exit,
    found,
    worked,
    named,
    repaired,
    steps: repair.steps,
    left: repair.left,
    wrong,
  };
}

/** The lower-case audience is that of version 0 in the public cloud only. */
function nameIn(cloud: string, name: string | undefined): string | undefined {
  return name === 'audience-version-0' && !['public', 'gcc'].includes(cloud) ? 'audience-case' : name;
}

function disagreements(who: string, report: Report, works: boolean): readonly string[] {
  const exit = reportExit(report, 'error');
  if (exit === 70) return [`${who}: a check crashed`];
  if (exit === 0 && !works) return [`${who}: doctor finds no problem, but the exchange fails`];
  const errors = report.findings.filter(({ severity, name }) => severity === 'error' && !harmless.has(name));
  if (works && errors.length > 0)
    return [`${who}: works, but doctor reports ${errors.map(({ name }) => name).join(', ')}`];
  return [];
}

async function withSession<T>(
  emulator: EmulatedCloud,
  flags: SessionFlags,
  use: (session: Awaited<ReturnType<typeof openSession>>) => Promise<T>,
): Promise<T> {
  const session = await openSession(flags, inProcess(emulator));
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

function doctor(emulator: EmulatedCloud, flags: SessionFlags): Promise<Report> {
  return withSession(emulator, flags, async (session) => (await diagnoseSession(session, flags)).report);
}

interface Repaired {
  readonly exit: number | null;
  readonly steps: readonly string[];
  readonly left: readonly string[];
  /** Client ID of the record that the component was bound to. */
  readonly boundTo: string | undefined;
  readonly wrong: readonly string[];
  /** Something is left because its value is not verified, or the component would have to be signed first. */
  readonly unverified: boolean;
  /** The application had to be named. */
  readonly asked: boolean;
  undo(): Promise<readonly string[]>;
}

async function repairIn(emulator: EmulatedCloud, given: SessionFlags, applicationId: string): Promise<Repaired> {
  const first = await tryRepair(emulator, given);
  if (first !== 'choice-needed') return first;
  const second = await tryRepair(emulator, { ...given, 'application-id': applicationId });
  if (second !== 'choice-needed') return { ...second, asked: true };
  return { ...nothingDone, left: ['a choice is needed'], boundTo: undefined, unverified: false, asked: true };
}

const nothingDone = { exit: null, steps: [], wrong: [], asked: false, undo: async () => [] };

async function tryRepair(emulator: EmulatedCloud, flags: SessionFlags): Promise<Repaired | 'choice-needed'> {
  return withSession(emulator, flags, async (session) => {
    const diagnosed = await diagnoseSession(session, flags);
    const boundTo = diagnosed.report.target.application?.applicationId;
    try {
      const { steps, left: unplanned } = await planFor(diagnosed, flags);
      const left = unplanned.map(({ finding, reason }) => `${finding.name}: ${reason}`);
      const unverified = left.some((text) =>
        /not verified|cannot be predicted|signed components|may stop working/.test(text),
      );
      if (steps.length === 0) return { ...nothingDone, left, boundTo, unverified };
      const run = startRun({ session, report: diagnosed.report, steps, version: '0', flags });
      const sending = { progress: () => {}, signal: new AbortController().signal };
      const stop = stopError(await sendSteps(run, session, 'apply', sending), 'apply');
      const wrong = stop === null ? [] : [`a step failed: ${stop.args.detail}`];
      const proof =
        stop === null ? await verify(session, flags, { steps, lastFailure: session.context.target.now() }) : null;
      const exit = proof === null ? null : proof.exchange === 'failed' ? 1 : reportExit(proof.report, 'error');
      return {
        ...{ exit, left, boundTo, unverified, wrong, asked: false },
        steps: steps.map(({ id }) => id.slice(0, 60)),
        undo: () =>
          withSession(emulator, flags, async (later) => {
            const undone = stopError(await sendSteps(run, later, 'undo', sending), 'undo');
            return undone === null ? [] : [`the undo failed: ${undone.args.detail}`];
          }),
      };
    } catch (error) {
      if (error instanceof PpmiError && error.id === 'choice-needed') return 'choice-needed';
      throw error;
    }
  });
}
