/** Environments as a list of them tells. */
export interface EnvironmentRow {
  readonly environmentId: string;
  readonly organizationId: string | null;
  readonly tenantId: string | null;
  readonly name: string;
  /** https origin; null: no Dataverse. */
  readonly url: string | null;
  /** `Production`, `Sandbox`, …; null where the list does not tell. */
  readonly type: string | null;
}

export type EnvironmentList = 'discovery' | 'admin';

/** What one list said. */
export interface ListAnswer {
  readonly list: EnvironmentList;
  /** False: it could not be read, and may hold more. */
  readonly ok: boolean;
  readonly permission: string | null;
  readonly grantedBy: string | null;
  readonly detail: string | null;
}
