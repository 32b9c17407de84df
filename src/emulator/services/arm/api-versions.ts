/**
 * Versions of the resource providers, as their specifications in Azure/azure-rest-api-specs publish them. A version later
 * than the newest listed one is served as the newest: clients move on before this list does.
 */
import { refuse } from '../odata/refuse.ts';
import type { EmulatedRequest, EmulatedResponse } from '../service.ts';

const identities = [
  '2015-08-31-preview',
  '2018-11-30',
  '2021-09-30-preview',
  '2022-01-31-preview',
  '2023-01-31',
  '2023-07-31-preview',
  '2024-11-30',
  '2025-01-31-preview',
  '2025-05-31-preview',
  '2026-04-30',
  '2026-05-31',
];

const published: Readonly<Record<string, readonly string[]>> = {
  userassignedidentities: identities,
  // The first version with federated credentials.
  federatedidentitycredentials: identities.filter((version) => version >= '2022'),
  roleassignments: [
    '2014-04-01-preview',
    '2014-07-01-preview',
    '2014-10-01-preview',
    '2015-05-01-preview',
    '2015-06-01',
    '2015-07-01',
    '2016-07-01',
    '2017-05-01',
    '2017-10-01-preview',
    '2018-01-01-preview',
    '2018-07-01',
    '2018-09-01-preview',
    '2018-12-01-preview',
    '2019-04-01-preview',
    '2020-03-01-preview',
    '2020-04-01-preview',
    '2020-08-01-preview',
    '2020-10-01-preview',
    '2021-04-01-preview',
    '2022-01-01-preview',
    '2022-04-01',
  ],
  vaults: [
    '2015-06-01',
    '2016-10-01',
    '2018-02-14-preview',
    '2018-02-14',
    '2019-09-01',
    '2020-04-01-preview',
    '2021-04-01-preview',
    '2021-06-01-preview',
    '2021-10-01',
    '2021-11-01-preview',
    '2022-02-01-preview',
    '2022-07-01',
    '2022-11-01',
    '2023-02-01',
    '2023-07-01',
  ],
};

/** The first listed version of Azure Resource Manager itself. */
const oldest = '2014-04-01';

/** @param types resource types of the path, outermost first, such as `userAssignedIdentities` */
export function refusesVersion(request: EmulatedRequest, types: readonly string[]): EmulatedResponse | null {
  const version = request.query.get('api-version');
  if (version === null)
    return refuse(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version))
    return refuse(400, 'InvalidApiVersionParameter', `The api-version '${version}' is invalid.`);
  const type = types.findLast((name) => published[name.toLowerCase()] !== undefined);
  const known = type === undefined ? null : (published[type.toLowerCase()] ?? null);
  const served = known === null ? version >= oldest : known.includes(version) || version > (known.at(-1) ?? '');
  if (served) return null;
  return refuse(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location 'westeurope' and API version '${version}' for type '${types.join('/')}'. The supported api-versions are '${(known ?? [oldest]).join(', ')}'.`,
  );
}

export const isAtLeast = ({ query }: EmulatedRequest, version: string): boolean =>
  (query.get('api-version') ?? '') >= version;
