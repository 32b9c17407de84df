import type { ArmSource, DataverseSource, GraphSource } from './sources.ts';

/**
 * The same sources for many components: objects that several of them share are read once, even while the first request
 * is pending. A failed read is not repeated either, because its retries are used up. Objects of one component are not
 * kept: the content of hundreds would not fit into memory.
 */
export function shareDataverse(source: DataverseSource): DataverseSource {
  return {
    ...source,
    environment: once(source.environment),
    records: once(source.records),
    components: once(source.components),
    applicationUser: once(source.applicationUser),
    recordCustomizable: once(source.recordCustomizable),
    traceLogging: once(source.traceLogging),
  };
}

/** As `shareDataverse`: one directory for all environments of its tenant. */
export function shareGraph(source: GraphSource): GraphSource {
  return {
    ...source,
    application: once(source.application),
    applicationByObjectId: once(source.applicationByObjectId),
    servicePrincipal: once(source.servicePrincipal),
    servicePrincipalByObjectId: once(source.servicePrincipalByObjectId),
    credentials: once(source.credentials),
  };
}

/** As `shareDataverse`: one for all environments of its cloud and sign-in. */
export function shareArm(source: ArmSource): ArmSource {
  return {
    ...source,
    credentials: once(source.credentials),
    identity: once(source.identity),
    vault: once(source.vault),
    resourceId: once(source.resourceId),
    grants: once(source.grants),
  };
}

/** By the arguments as JSON: ids and facts are plain data. */
function once<Args extends readonly unknown[], Result>(
  read: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  const reads = new Map<string, Promise<Result>>();
  return (...args) => {
    const key = JSON.stringify(args);
    const running = reads.get(key) ?? read(...args);
    reads.set(key, running);
    return running;
  };
}
