import type { CloudId } from '../../domain/cloud/cloud.ts';

/** Tenant and environment of rows in trusts.json, so that expected strings are recorded ones. */
export const places: Readonly<
  Record<CloudId, readonly [tenant: string, environment: string, organizationHost: string]>
> = {
  public: [
    '9a6df4f7-7fde-0a55-f26e-bccca13ee972',
    '7c4547dd-4bd6-e4c5-1f87-40bcd979571c',
    'contoso-dev--example.crm4.dynamics.com',
  ],
  gcc: [
    '51c443ab-9d3a-667f-115f-f28866405e81',
    '56177529-56c7-5344-39f2-b98d74cfe04f',
    'contoso-dev--example.crm9.dynamics.com',
  ],
  gcchigh: [
    '35db3706-17db-872e-f2ca-9397e6ac26b9',
    '21cd9ac6-8b46-bb89-3b6f-fc056b3bb5d5',
    'contoso-dev--example.crm.microsoftdynamics.us',
  ],
  dod: [
    'd70bc9b5-53aa-6089-9210-23133799be79',
    '68e7f5b7-b277-cec5-2f9f-ed771a20cd67',
    'contoso-dev--example.crm.appsplatform.us',
  ],
  china: [
    '84f2a6ce-39e8-eeaa-c840-0ec3c1530dfe',
    '89beca5f-e6bc-659e-2b3f-423e57edd6b7',
    'contoso-dev--example.crm.dynamics.cn',
  ],
  usnat: [
    'feaf5cde-c1ec-20d6-5dc4-a0d1712818dd',
    'c7c1d21d-72dd-ac8c-df00-4866737a6380',
    'contoso-dev--example.crm.dynamics.eaglex.ic.gov',
  ],
  ussec: [
    '7593c3ee-ce0e-ec63-4464-a27fff01dfc2',
    '281a9daf-173c-0c88-fa83-b76229afc26c',
    'contoso-dev--example.crm.dynamics.microsoft.scloud',
  ],
};
