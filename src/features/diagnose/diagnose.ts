/** Diagnoses one component over the sources of a session. */
import { randomUUID } from 'node:crypto';
import { checks as everyCheck } from '../../diagnosis/checks/index.ts';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { createFactStore, type ReadFact } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import type { Diagnosis, Finding } from '../../domain/diagnosis.ts';
import type { PpmiError } from '../../domain/errors.ts';
import type { Step } from '../../domain/plan.ts';
import { shellTarget } from '../../domain/shell/command-line.ts';
import { reasonOf } from '../../domain/unread.ts';
import { planRepairs } from '../../repair/plan.ts';
import type { Diagnosed } from '../../repair/plan-whole.ts';
import { afterSteps } from '../../repair/planned-sources.ts';
import { repairs } from '../../repair/repairs/index.ts';
import { stepsByFinding } from '../../repair/steps-by-finding.ts';
import { type Report, type ReportTarget, summarize } from '../../report/report.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import { shareArm, shareDataverse, shareGraph } from '../../sources/shared.ts';
import type { Sources } from '../../sources/sources.ts';
import { runsBeforeRepair } from './repaired-runs.ts';
import { targetArguments } from './target-arguments.ts';

export interface DiagnoseResult {
  readonly diagnosis: Diagnosis;
  /** Redacted. */
  readonly report: Report;
  /** The facts that were read, for steps after the diagnosis. */
  readonly read: ReadFact;
  /** The diagnosis as it would be after these steps. Applies nothing. */
  diagnoseAfter(steps: readonly Step[]): Promise<Diagnosed>;
}

export interface DiagnoseOptions {
  readonly checks?: typeof everyCheck;
  /** Version of ppmi; null: the report does not name one. */
  readonly version?: string | null;
}

export async function diagnoseSession(
  session: Session,
  flags: SessionFlags,
  options: DiagnoseOptions = {},
): Promise<DiagnoseResult> {
  return diagnoseSources(readOnce(sinceRepairs(session.sources(), session)), session, flags, options);
}

/** Facts that this session has read are not read again. */
export async function diagnoseShared(
  session: Session,
  flags: SessionFlags,
  options: DiagnoseOptions = {},
): Promise<DiagnoseResult> {
  return diagnoseSources(sinceRepairs(session.sharedSources(), session), session, flags, options);
}

/** The journals are about real targets only. */
function sinceRepairs(sources: Sources, session: Session): Sources {
  if (session.context.target.emulated) return sources;
  const runsAfter: Sources['runsAfter'] = (component, application) => runsBeforeRepair(session, component, application);
  return { ...sources, runsAfter };
}

function readOnce({ dataverse, graph, arm, ...more }: Sources): Sources {
  return { ...more, dataverse: shareDataverse(dataverse), graph: shareGraph(graph), arm: shareArm(arm) };
}

async function diagnoseSources(
  sources: Sources,
  session: Session,
  flags: SessionFlags,
  options: DiagnoseOptions,
): Promise<DiagnoseResult> {
  const { checks = everyCheck } = options;
  const found = await diagnoseFacts(createFactStore(factReaders, sources), session, flags, options);
  return {
    ...found,
    async diagnoseAfter(steps) {
      const read = createFactStore(factReaders, afterSteps(sources, steps));
      return { diagnosis: await diagnose(checks, read), read };
    },
  };
}

/** After a failed sign-in, one error with its fix says more than a list of blocked checks. */
export function failedSignIn({ verdicts }: Diagnosis): PpmiError | null {
  const judged = verdicts.some(({ state }) => state === 'passed' || state === 'failed');
  const errors = readErrors(verdicts);
  const [first] = errors;
  return !judged && first !== undefined && errors.every((error) => reasonOf(error) === 'no-sign-in') ? first : null;
}

/** Why something could not be read, of hosts that fit, a fault of the network first; null: everything was read. */
export function firstUnread(
  { verdicts }: Diagnosis,
  isAbout: (host: string) => boolean = () => true,
): PpmiError | null {
  const errors = readErrors(verdicts).filter(({ args }) => isAbout(String(args.host ?? '')));
  return errors.find(({ finding }) => finding !== null) ?? errors[0] ?? null;
}

function readErrors(verdicts: Diagnosis['verdicts']): readonly PpmiError[] {
  return verdicts.flatMap(({ blockedBy }) => (blockedBy !== null && 'error' in blockedBy ? [blockedBy.error] : []));
}

export interface DiagnosePlace {
  readonly context: Session['context'];
  readonly environmentUrl: string;
  /** Absent: no sign-in was tried. */
  readonly clients?: Pick<Session['clients'], 'signedInAs'>;
}

export async function diagnoseFacts(
  read: ReadFact,
  { context, environmentUrl, clients }: DiagnosePlace,
  flags: SessionFlags,
  { checks = everyCheck, version = null }: DiagnoseOptions = {},
): Promise<Omit<DiagnoseResult, 'diagnoseAfter'>> {
  const diagnosis = await diagnose(checks, read);
  const planned = await plannedFindings(diagnosis, read, flags['application-id'] ?? null);
  const target = await targetOf(read, environmentUrl, flags['application-id'] ?? null);
  const { emulated, now } = context.target;
  const componentId = target.component?.id ?? null;
  const report = summarize(diagnosis, {
    emulated,
    target,
    signedInAs: emulated ? null : (clients?.signedInAs() ?? null),
    tool: version === null ? null : { version, at: now().toISOString() },
    isPlanned: (finding) => planned.repaired.has(finding),
    isLeft: (finding) => planned.left.has(finding),
    // Print no command that would let an environment of another tenant use an application.
    steps: (await isForeign(read))
      ? new Map()
      : await stepsByFinding(diagnosis, repairs, read, { applicationId: null, newRecordId: randomUUID() }),
    run: {
      shell: shellTarget(flags.shell, process.platform),
      target: targetArguments(flags, { environmentUrl, componentId, defaults: context.target.defaults }),
      environment: environmentUrl,
      applicationId: target.application?.applicationId ?? null,
    },
  });
  return { diagnosis, report: context.redactor.redactResult(report), read };
}

interface PlannedFindings {
  readonly repaired: ReadonlySet<Finding>;
  readonly left: ReadonlySet<Finding>;
}

/** For which findings `ppmi repair` would plan steps. Makes no request: repairs need only facts that checks have read. */
async function plannedFindings(
  diagnosis: Diagnosis,
  read: ReadFact,
  applicationId: string | null,
): Promise<PlannedFindings> {
  if (diagnosis.findings.length === 0) return { repaired: new Set(), left: new Set() };
  const { repaired, left } = await planRepairs(diagnosis, repairs, read, { applicationId, newRecordId: '' });
  return { repaired, left: new Set(left.map(({ finding }) => finding)) };
}

async function isForeign(read: ReadFact): Promise<boolean> {
  const [environment, directory] = await Promise.all([read('environment'), read('directory')]);
  const tenantId = directory.ok ? directory.value.tenantId : null;
  return environment.ok && tenantId !== null && tenantId.toLowerCase() !== environment.value.tenantId.toLowerCase();
}

/** Makes no request: the checks have read these facts. */
async function targetOf(read: ReadFact, url: string, assumed: string | null): Promise<ReportTarget> {
  const [environment, component, identity, applications] = await Promise.all([
    read('environment'),
    read('component'),
    read('identity'),
    read('applications'),
  ]);
  const record = identity.ok ? identity.value.record : null;
  const applicationId = record?.applicationId ?? assumed;
  const { application = null, servicePrincipal = null } = applications.ok ? applications.value : {};
  return {
    environment: environment.ok
      ? { url, id: environment.value.environmentId, name: environment.value.name }
      : { url, id: null, name: null },
    component: component.ok ? { type: component.value.type, id: component.value.id, name: component.value.name } : null,
    record: record === null ? null : { id: record.id, name: record.name, version: record.version },
    application:
      applicationId === null
        ? null
        : { applicationId, name: application?.displayName ?? servicePrincipal?.displayName ?? null },
    cloud: environment.ok ? environment.value.cloud : null,
    tenantId: environment.ok ? environment.value.tenantId : null,
  };
}
