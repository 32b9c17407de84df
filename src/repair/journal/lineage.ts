/**
 * Graph gives a credential that is created again a new ID. A run that knows it by the old one finds it by what the
 * journals say: which run deleted it, and which ID the undo of that run got for it.
 */
import type { StepRequest } from '../../domain/plan.ts';
import { changeOf } from '../change.ts';
import type { JournaledStep } from './events.ts';
import type { RunHeader, RunRecord } from './files.ts';

/** New ID by old ID. */
export type Lineage = ReadonlyMap<string, string>;

export function lineageOf(runs: readonly Pick<RunRecord, 'header' | 'events'>[]): Lineage {
  const lineage = new Map<string, string>();
  for (const { header, events } of runs) {
    for (const event of events) {
      if (event.event !== 'outcome' || event.direction !== 'undo' || event.outcome !== 'applied') continue;
      const step = header.steps.find(({ id }) => id === event.step);
      const object = step?.request.method === 'DELETE' ? changeOf(step)?.object : undefined;
      const now = event.result?.id;
      if (object?.kind === 'graph-credential' && object.id !== null && now != null && now !== object.id) {
        lineage.set(object.id, now);
      }
    }
  }
  return lineage;
}

/** The latest ID of the object. */
function latest(id: string, lineage: Lineage): string {
  let found = id;
  // Journals may have been edited: a circle ends.
  for (let more = lineage.size; more > 0; more -= 1) found = lineage.get(found) ?? found;
  return found;
}

export function headerIn(header: RunHeader, lineage: Lineage): RunHeader {
  return { ...header, steps: header.steps.map((step) => stepIn(step, lineage)) };
}

export function journaledIn(journaled: JournaledStep, lineage: Lineage): JournaledStep {
  const { step, sent, result } = journaled;
  return {
    ...journaled,
    step: stepIn(step, lineage),
    sent: sent === null ? null : requestIn(sent, lineage),
    result: result?.id == null ? result : { ...result, id: latest(result.id, lineage) },
  };
}

function stepIn(step: JournaledStep['step'], lineage: Lineage): JournaledStep['step'] {
  const { request, undo } = step;
  return { ...step, request: requestIn(request, lineage), undo: undo === null ? null : requestIn(undo, lineage) };
}

function requestIn(request: StepRequest, lineage: Lineage): StepRequest {
  const url = request.url.replace(
    /^(.*\/federatedIdentityCredentials)\/([^/?]+)$/,
    (_, collection: string, id: string) => `${collection}/${latest(id, lineage)}`,
  );
  return { ...request, url };
}
