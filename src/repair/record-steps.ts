/** Steps that create and delete managed identity records, or remove the reference to one. */

import type { ComponentFact, EnvironmentFact, IdentityRecord } from '../domain/facts.ts';
import type { FindingName } from '../domain/findings.ts';
import { quoted } from '../domain/harmless-text.ts';
import type { Step } from '../domain/plan.ts';
import { componentUrl, recordsUrl } from './requests.ts';

export interface NewRecord {
  readonly id: string;
  readonly name: string;
  readonly applicationId: string;
  readonly version: 0 | 1 | 2;
}

/** Values of the documented sample; `name` is added because the column is application-required (inferred). */
export function createRecord(
  environment: EnvironmentFact,
  { id, name, applicationId, version }: NewRecord,
  more: { readonly stepId: string; readonly repairs: FindingName | null },
): Step {
  const url = recordsUrl(environment);
  return {
    id: more.stepId,
    says: `Create a managed identity record for application ${applicationId}`,
    risk: 'safe',
    request: {
      system: 'dataverse',
      method: 'POST',
      url,
      body: {
        managedidentityid: id,
        name,
        applicationid: applicationId,
        tenantid: environment.tenantId,
        credentialsource: 2,
        subjectscope: 1,
        version,
      },
    },
    undo: { system: 'dataverse', method: 'DELETE', url: `${url}(${id})`, body: null },
    repairs: more.repairs,
  };
}

/** The undo creates it with the same ID, so that solutions that refer to it still work. */
export function deleteRecord(environment: EnvironmentFact, record: IdentityRecord): Step {
  const { id, name, applicationId, tenantId, credentialSource, subjectScope, version } = record;
  const columns = {
    managedidentityid: id,
    name,
    applicationid: applicationId,
    tenantid: tenantId,
    credentialsource: credentialSource,
    subjectscope: subjectScope,
    version,
  };
  const url = recordsUrl(environment);
  const body = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null));
  return {
    id: `delete-record:${id}`,
    says: `Delete the managed identity record ${quoted(name)}`,
    risk: 'disruptive',
    request: { system: 'dataverse', method: 'DELETE', url: `${url}(${id})`, body: null },
    undo: { system: 'dataverse', method: 'POST', url, body },
    repairs: null,
  };
}

export function unbindStep(
  environment: EnvironmentFact,
  component: ComponentFact,
  record: { readonly id: string; readonly name: string },
): Step {
  const url = componentUrl(environment, component.type, component.id);
  const body = { 'managedidentityid@odata.bind': `/managedidentities(${record.id})` };
  return {
    id: `unbind:${component.id}`,
    says: `Unbind ${quoted(component.name)} from the managed identity record ${quoted(record.name)}`,
    risk: 'disruptive',
    request: { system: 'dataverse', method: 'DELETE', url: `${url}/managedidentityid/$ref`, body: null },
    undo: { system: 'dataverse', method: 'PATCH', url, body },
    repairs: null,
  };
}
