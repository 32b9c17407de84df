/** One diagnosis of one component over a session's sources. */
import { randomUUID } from 'node:crypto';
import { checks as everyCheck } from '../../diagnosis/checks/index.ts';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { createFactStore, type ReadFact } from '../../diagnosis/facts/fact-store.ts';
import { factReaders } from '../../diagnosis/facts/index.ts';
import type { Diagnosis } from '../../domain/diagnosis.ts';
import { shellTarget } from '../../domain/shell/command-line.ts';
import { type ReportJson, reportJson } from '../../render/json/report.ts';
import { repairs } from '../../repair/repairs/index.ts';
import { stepsByFinding } from '../../repair/steps-by-finding.ts';
import type { Session, SessionFlags } from '../../session/session.ts';
import type { Sources } from '../../sources/sources.ts';
import { targetArguments } from './target-arguments.ts';

export interface DiagnoseResult {
  readonly diagnosis: Diagnosis;
  readonly report: ReportJson;
  /** What was read, for whoever goes on with it. */
  readonly read: ReadFact;
}

export async function diagnoseSession(
  session: Session,
  flags: SessionFlags,
  checks = everyCheck,
): Promise<DiagnoseResult> {
  return diagnoseSources(session.sources(), session, flags, checks);
}

/** Over sources that may remember what was read for another component. */
export async function diagnoseSources(
  sources: Sources,
  { context, environmentUrl }: Pick<Session, 'context' | 'environmentUrl'>,
  flags: SessionFlags,
  checks = everyCheck,
): Promise<DiagnoseResult> {
  const read = createFactStore(factReaders, sources);
  const diagnosis = await diagnose(checks, read);
  const [environment, component, identity] = await Promise.all([
    read('environment'),
    read('component'),
    read('identity'),
  ]);
  const applicationId = identity.ok ? identity.value.record?.applicationId : null;
  const report = reportJson(diagnosis, {
    emulated: context.target.emulated,
    environment: { url: environmentUrl, ...(environment.ok && { id: environment.value.environmentId }) },
    ...(component.ok && { component: component.value }),
    context: {
      shell: shellTarget(flags.shell, process.platform),
      target: targetArguments(flags, environmentUrl, component.ok ? component.value.id : null),
      environment: environmentUrl,
      applicationId: applicationId ?? flags['application-id'] ?? null,
    },
    steps: await stepsByFinding(diagnosis, repairs, read, { applicationId: null, newRecordId: randomUUID() }),
  });
  return { diagnosis, report: context.redactor.redactData(report), read };
}
