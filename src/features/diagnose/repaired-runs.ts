/** Failed runs from before a repair say nothing about the configuration since; the journals tell when that was. */
import { PpmiError } from '../../domain/errors.ts';
import { listRuns, type RunHeader, type RunRecord } from '../../repair/journal/files.ts';
import { stateFolder } from '../../repair/journal/state-folder.ts';
import type { Session } from '../../session/session.ts';

/** A fleet reads the journals once. */
const journals = new WeakMap<Session['context'], readonly RunRecord[]>();

/**
 * The time up to which failed runs of a component are outdated: those that a completed repair of it, or of its
 * application, found. Null: no such repair on this machine. By the service's clock, where the repair could read it.
 */
export function runsBeforeRepair(
  { context, environmentUrl }: Session,
  componentId: string,
  applicationId: string | null,
): Date | null {
  const about = ({ environment, component, ...header }: RunHeader) =>
    environment.url === environmentUrl &&
    (component?.id === componentId || (applicationId !== null && header.applicationId === applicationId));
  const runs = journals.get(context) ?? readJournals();
  journals.set(context, runs);
  const latest = runs.find(({ header, state }) => state === 'completed' && about(header));
  if (latest === undefined) return null;
  const { lastFailure = latest.header.startedAt } = latest.header;
  return lastFailure === null ? null : new Date(lastFailure);
}

/** A state folder that cannot be read is no reason to stop a diagnosis. */
function readJournals(): readonly RunRecord[] {
  try {
    return listRuns(stateFolder(process.env));
  } catch (error) {
    if (error instanceof PpmiError) return [];
    throw error;
  }
}
