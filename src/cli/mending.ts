/** A repair over a session: planned from a diagnosis, applied, and proven by the same checks and the real exchange. */
import { randomUUID } from 'node:crypto';
import { applyPlan, type Plan, planRepairs } from '../doctor/mend.ts';
import { PpmiError } from '../domain/errors.ts';
import type { Step, StepRequest } from '../domain/plan.ts';
import { createGatherer } from '../facts/gather.ts';
import { factReaders } from '../facts/index.ts';
import { type ExchangeResult, type Proof, type RepairJson, repairJson } from '../render/plan-json.ts';
import { repairs } from '../repairs/index.ts';
import type { ExitCode } from './base-command.ts';
import { type Diagnosed, diagnoseSession } from './diagnosis.ts';
import { exitCodeOf } from './exit-code.ts';
import type { Session, SessionFlags } from './session.ts';

/** @throws PpmiError `choice-needed` when a repair rests on something that only a person can say */
export async function planFor({ diagnosis, read }: Diagnosed, flags: SessionFlags): Promise<Plan> {
  const choices = { applicationId: flags['application-id'] ?? null, newRecordId: randomUUID() };
  const plan = await planRepairs(diagnosis, repairs, read, choices);
  const [choice] = plan.choices;
  if (choice !== undefined) {
    throw new PpmiError('choice-needed', { what: choice.what, flag: choice.flag, candidates: choice.candidates });
  }
  return plan;
}

export interface Mended {
  readonly applied: readonly Step[];
  readonly proof: Proof;
}

export async function mend(session: Session, flags: SessionFlags, plan: Plan, { read }: Diagnosed): Promise<Mended> {
  const again = createGatherer(factReaders, session.sources());
  const sources = session.sources();
  const send = (request: StepRequest) => sources[request.system].send(request);
  const applied = await applyPlan(plan, { before: read, now: again }, send);
  const { report } = await diagnoseSession(session, flags);
  return { applied, proof: { doctor: report, exchange: await exchange(session) } };
}

/** What is printed as JSON: the plan alone, or with what was done and the proof. */
export function view({ wire }: Session, { steps }: Plan, mended: Mended | null): RepairJson {
  const { applied, proof } = mended ?? { applied: [], proof: { doctor: null, exchange: 'not-run' as const } };
  return wire.redactor.redactData(repairJson({ steps, applied, proof, emulated: wire.emulator !== null }));
}

/** 0 only when the checks find nothing any more and the exchange succeeded. */
export function provenExit({ proof: { doctor, exchange } }: Mended): ExitCode {
  const checked = doctor === null ? 2 : exitCodeOf(doctor, 'error');
  return checked === 0 && exchange !== 'succeeded' ? 1 : checked;
}

/** Runs the plug-in where that changes nothing for anybody: in the emulator. */
async function exchange({ wire }: Session): Promise<ExchangeResult> {
  if (wire.emulator === null) return 'not-run';
  const url = 'https://emulator.ppmi.internal/run';
  const response = await wire.http.request({ method: 'POST', url, system: 'emulator', json: {} });
  return response.status === 200 ? 'succeeded' : 'failed';
}
