/** Columns that the published table references give every row of a solution. */
import { derivedId } from '../../derived-id.ts';
import type { Environment, SolutionRow } from '../../world/model.ts';
import type { Row } from '../odata/filter.ts';
import { businessUnitId } from './business-unit.ts';

/** The solution of everything that is in no other solution; the same ID in every organization. */
export const activeSolutionId = 'fd140aae-4df4-11dd-bd17-0019b9312238';

/** Creation time of rows for which the world has none. */
const longAgo = '2020-01-01T00:00:00Z';

interface Item extends SolutionRow {
  readonly id: string;
  readonly isManaged?: boolean;
  readonly modifiedOn?: string;
}

export function solutionOf(environment: Environment, id: string): string {
  return environment.solutions?.find(({ objectIds }) => objectIds.includes(id))?.id ?? activeSolutionId;
}

/** Computed once per environment, because tables have hundreds of rows. */
export function solutionColumns(environment: Environment): (item: Item) => Row {
  const author = derivedId(environment.id, 'user', 'SYSTEM');
  const authors = {
    _createdby_value: author,
    _createdonbehalfby_value: null,
    _modifiedby_value: author,
    _modifiedonbehalfby_value: null,
  };
  return (item) => ({
    ismanaged: item.isManaged ?? false,
    iscustomizable: managedProperty(item.isCustomizable ?? true, 'iscustomizable', item.isManaged ?? false),
    componentstate: 0,
    solutionid: solutionOf(environment, item.id),
    overwritetime: '1900-01-01T00:00:00Z',
    createdon: item.createdOn ?? item.modifiedOn ?? longAgo,
    modifiedon: item.modifiedOn ?? item.createdOn ?? longAgo,
    ...authors,
  });
}

export const managedProperty = (value: boolean, name: string, isManaged = false): Row => ({
  Value: value,
  CanBeChanged: !isManaged,
  ManagedPropertyLogicalName: name === 'iscustomizable' ? 'iscustomizableanddeletable' : name,
});

export function ownerColumns(environment: Environment): Row {
  const owner = derivedId(environment.id, 'user', 'SYSTEM');
  return {
    _ownerid_value: owner,
    _owninguser_value: owner,
    _owningteam_value: null,
    _owningbusinessunit_value: businessUnitId(environment),
  };
}

/** Columns of imports and time zones, empty unless data was migrated. */
export const importColumns: Row = {
  importsequencenumber: null,
  overriddencreatedon: null,
  timezoneruleversionnumber: null,
  utcconversiontimezonecode: null,
};
