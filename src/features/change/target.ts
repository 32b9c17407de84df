import type { ComponentFact, EnvironmentFact, IdentityRecord } from '../../domain/facts.ts';
import type { ReportTarget } from '../../report/report.ts';

export interface TargetFacts {
  readonly environment: EnvironmentFact;
  /** Null: no component, or several. */
  readonly component?: ComponentFact | null;
  readonly record?: IdentityRecord | null | undefined;
  /** Client ID; by default that of the record. */
  readonly applicationId?: string | null;
}

/** The target of a change, for the journal and the locks. */
export function targetOf({ environment, component, record, applicationId }: TargetFacts): ReportTarget {
  const { url, environmentId, name, cloud, tenantId } = environment;
  const client = applicationId ?? record?.applicationId ?? null;
  return {
    environment: { url, id: environmentId, name },
    component: component == null ? null : { type: component.type, id: component.id, name: component.name },
    record: record == null ? null : { id: record.id, name: record.name, version: record.version },
    application: client === null ? null : { applicationId: client, name: null },
    cloud,
    tenantId,
  };
}
