/** `WhoAmI` and `RetrieveCurrentOrganization` (services.md 5.1). */

import type { Environment } from '../../world/model.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedResponse } from '../service.ts';
import { userId } from './access.ts';
import { odataContext } from './answers.ts';
import { businessUnitId } from './business-unit.ts';
import type { Call } from './call.ts';

export function whoAmI(call: Call): EmulatedResponse {
  const { caller, environment, context } = call;
  return {
    status: 200,
    body: {
      ...odataContext(call, 'Microsoft.Dynamics.CRM.WhoAmIResponse'),
      BusinessUnitId: businessUnitId(environment),
      UserId: userId(caller, environment, context),
      OrganizationId: environment.organizationId,
    },
  };
}

const accessType = /^(?:Microsoft\.Dynamics\.CRM\.EndpointAccessType)?'(?:Default|Internet|Intranet)'$/;

/** @param parameters what stands in the parentheses: `AccessType=@p1` or the value itself, qualified or short. */
export function retrieveCurrentOrganization(call: Call, parameters: string | null): EmulatedResponse {
  const given = /^\s*AccessType\s*=\s*(.+?)\s*$/.exec(parameters ?? '')?.[1] ?? '';
  const value = given.startsWith('@') ? (call.request.query.get(given) ?? '') : given;
  if (!accessType.test(value))
    return refuse(400, '0x80060888', `The parameter AccessType has no valid value: '${value}'.`);
  return {
    status: 200,
    body: {
      ...odataContext(call, 'Microsoft.Dynamics.CRM.RetrieveCurrentOrganizationResponse'),
      Detail: detail(call.environment),
    },
  };
}

/** Names of the SDK's OrganizationType; the property shows up in some answers (observed). */
export const organizationTypes: Readonly<Record<Environment['type'], string>> = {
  Production: 'Customer',
  Sandbox: 'CustomerTest',
  Default: 'Default',
  Developer: 'Developer',
  Trial: 'Trial',
};

export const organizationVersion = '9.2.26021.00150';

function detail(environment: Environment) {
  const { host } = new URL(environment.url);
  return {
    OrganizationId: environment.organizationId,
    FriendlyName: environment.friendlyName,
    OrganizationVersion: organizationVersion,
    EnvironmentId: environment.id,
    DatacenterId: '00000000-0000-0000-0000-000000000000',
    Geo: 'EMEA',
    TenantId: environment.tenantId,
    UrlName: host.split('.')[0],
    UniqueName: environment.uniqueName,
    SchemaType: 'Full',
    State: 'Enabled',
    OrganizationType: organizationTypes[environment.type],
    Endpoints: {
      Count: 3,
      IsReadOnly: false,
      Keys: ['WebApplication', 'OrganizationService', 'OrganizationDataService'],
      Values: [
        `${environment.url}/`,
        `${environment.url}/XRMServices/2011/Organization.svc`,
        `${environment.url}/XRMServices/2011/OrganizationData.svc`,
      ],
    },
  };
}
