/** Environments, as listed by a service. */
export interface EnvironmentRow {
  readonly environmentId: string;
  readonly organizationId: string | null;
  readonly tenantId: string | null;
  readonly name: string;
  /** https origin; null: no Dataverse. */
  readonly url: string | null;
  /** `Production`, `Sandbox`, …; null if the list does not contain it. */
  readonly type: string | null;
}

export type EnvironmentList = 'discovery' | 'admin';

/** The result of one list. */
export interface ListAnswer {
  readonly list: EnvironmentList;
  /** False: the list could not be read, so there may be more environments. */
  readonly ok: boolean;
  readonly permission: string | null;
  readonly grantedBy: string | null;
  readonly detail: string | null;
}
