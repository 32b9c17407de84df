import { decodePlain, redactError } from '../../domain/entra-errors/decode/decode.ts';
import type { DecodedError } from '../../domain/entra-errors/decode/decoded.ts';
import { unwrap } from '../../domain/entra-errors/decode/unwrap.ts';
import type { ComponentFact, FailedRun } from '../../domain/facts.ts';
import { type ResourceRefusal, readRefusal } from '../../domain/resource/resource-refusal.ts';
import { parseSubject } from '../../domain/trust/subject/parse.ts';
import type { TraceLog } from '../../sources/sources.ts';
import { defineFact } from './fact-store.ts';

/** Milliseconds that a trace is looked back for. */
const lookBack = 24 * 60 * 60 * 1000;

export const recentErrors = defineFact({
  name: 'recentErrors',
  dependsOn: ['component', 'components', 'identity', 'now'],
  permission: {
    required:
      'read access to plug-in trace logs and plug-in types in the environment (System Customizer or System Administrator)',
    grantedBy: 'an administrator of the environment',
  },
  async read({ dataverse, runsAfter }, { component, components, identity, now }) {
    const types = await dataverse.plugInTypes(assembliesOf(component, components));
    const all = await dataverse.traceLogs(new Date(now.getTime() - lookBack), types);
    const clientId = identity.record?.applicationId ?? null;
    const after = runsAfter?.(component.id, clientId)?.getTime() ?? null;
    const rows = after === null ? all : all.filter(({ createdOn }) => Date.parse(createdOn) > after);
    return failedRuns(rows, { types, alone: isAlone(component, components), component, clientId });
  },
});

export const traceLogging = defineFact({
  name: 'traceLogging',
  dependsOn: [],
  permission: { required: 'read access to the organization', grantedBy: 'an administrator of the environment' },
  read: ({ dataverse }) => dataverse.traceLogging(),
});

/** An assembly is its own; those of a package point to it. */
function assembliesOf({ type, id }: ComponentFact, components: readonly ComponentFact[]): readonly string[] {
  return type === 'assembly' ? [id] : components.filter(({ packageId }) => packageId === id).map((row) => row.id);
}

/** No other code of the environment has an identity, so whatever fails over one is this component. */
function isAlone({ id }: ComponentFact, components: readonly ComponentFact[]): boolean {
  return components.every((row) => row.managedIdentityId === null || row.id === id || row.packageId === id);
}

export interface Whose {
  readonly component: ComponentFact;
  /** The component's classes; empty when they are not known. */
  readonly types: readonly string[];
  readonly alone: boolean;
  /** What the record names. */
  readonly clientId: string | null;
}

/** The latest failure of each class, newest first, unless the class worked or the component changed since. */
export function failedRuns(rows: readonly TraceLog[], whose: Whose): readonly FailedRun[] {
  const newestFirst = [...rows].sort((a, b) => Date.parse(b.createdOn) - Date.parse(a.createdOn));
  const settled = new Set<string>();
  const found: FailedRun[] = [];
  for (const row of newestFirst) {
    if (settled.has(row.typeName) || isOutdated(row, whose.component)) continue;
    const run = readRun(row);
    const ours = run !== null && concerns(run, whose);
    if (ours) found.push(run);
    if (ours || (run === null && row.exception === '')) settled.add(row.typeName);
  }
  return found;
}

/** What ran before the last change to the component may have been other code, or bound to something else. */
function isOutdated({ createdOn }: TraceLog, { modifiedOn }: ComponentFact): boolean {
  return modifiedOn !== null && Date.parse(createdOn) < Date.parse(modifiedOn);
}

function readRun({ id, createdOn, typeName, exception, messages }: TraceLog): FailedRun | null {
  for (const text of [exception, messages]) {
    const plain = unwrap(text);
    const [error] = decodePlain(plain).map(redactError);
    const refusal = error === undefined ? readRefusal(plain) : null;
    if (error !== undefined || refusal !== null) return { id, at: createdOn, typeName, error: error ?? null, refusal };
  }
  return null;
}

/** Code may sign in by other means as well; what names another client or another kind of subject is not this identity. */
function concerns({ error, refusal, typeName }: FailedRun, { types, alone, clientId }: Whose): boolean {
  const named = clientOf(error, refusal);
  if (named !== null && clientId !== null && named !== clientId.toLowerCase()) return false;
  if (!isOfPlugIn(error?.presented.subject ?? null)) return false;
  if (types.length > 0) return types.some((type) => type.toLowerCase() === typeName.toLowerCase());
  return alone || (named !== null && named === clientId?.toLowerCase());
}

function clientOf(error: DecodedError | null, refusal: ResourceRefusal | null): string | null {
  return (error?.clientId ?? refusal?.clientId)?.toLowerCase() ?? null;
}

function isOfPlugIn(subject: string | null): boolean {
  return subject === null || ['plug-in', 'version-0'].includes(parseSubject(subject).kind);
}
