/** One diagnosis of one component over a session's sources. */
import type { RunContext } from '../catalog/finding.ts';
import { checks as everyCheck } from '../checks/index.ts';
import { diagnose } from '../doctor/diagnose.ts';
import type { Diagnosis } from '../domain/report.ts';
import { createGatherer, type ReadFact } from '../facts/gather.ts';
import { factReaders } from '../facts/index.ts';
import { type ReportJson, reportJson } from '../render/report-json.ts';
import type { Session, SessionFlags } from './session.ts';

export interface Diagnosed {
  readonly diagnosis: Diagnosis;
  readonly report: ReportJson;
  /** What was read, for whoever goes on with it. */
  readonly read: ReadFact;
}

export async function diagnoseSession(session: Session, flags: SessionFlags, checks = everyCheck): Promise<Diagnosed> {
  const read = createGatherer(factReaders, session.sources());
  const diagnosis = await diagnose(checks, read);
  const emulated = session.wire.emulator !== null;
  const report = reportJson(diagnosis, { emulated, context: await runContext(session, flags, read) });
  return { diagnosis, report: session.wire.redactor.redactData(report), read };
}

/** What the commands in a fix are filled with, so that they can be pasted. */
async function runContext(session: Session, flags: SessionFlags, read: ReadFact): Promise<RunContext> {
  const [component, identity] = await Promise.all([read('component'), read('identity')]);
  return {
    environment: session.environmentUrl,
    component: component.ok ? component.value.name : (flags.component ?? null),
    applicationId: (identity.ok ? identity.value.record?.applicationId : null) ?? flags['application-id'] ?? null,
    emulate: flags.emulate ?? null,
  };
}
