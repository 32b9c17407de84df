/** GET of a collection of Graph: filter, pages, select. */
import type { Row } from '../odata/filter.ts';
import { firstUnknown, page, project, selected } from '../odata/page.ts';
import type { EmulatedResponse } from '../service.ts';
import { context, describeProblem, type GraphRequest } from './answers.ts';

export interface CollectionShape {
  /** Name of the entity set in `@odata.context`. */
  readonly set: string;
  readonly type: string;
  readonly columns: readonly string[];
  /** Text properties that hold GUIDs. */
  readonly textGuids: readonly string[];
}

/** Default page size of directory objects is 100, `$top` up to 999 (documented). */
const defaultPageSize = 100;
const maximumTop = 999;

export function collection(graph: GraphRequest, rows: readonly Row[], shape: CollectionShape): EmulatedResponse {
  const { request, version } = graph;
  const names = selected(request.query);
  const unknown = firstUnknown(shape.columns, names ?? []);
  if (unknown !== null) return describeProblem({ kind: 'property', property: unknown }, shape.type);
  const top = Number(request.query.get('$top') ?? 0);
  if (top > maximumTop) return describeProblem({ kind: 'top', text: String(top) }, shape.type);
  const found = page(
    rows,
    shape.columns,
    {
      query: request.query,
      address: `https://${request.host}/${version}/${request.path.split('/').slice(2).join('/')}`,
      pageSize: request.query.has('$top') && top > 0 ? top : defaultPageSize,
      top: 'page',
    },
    shape.textGuids,
  );
  if (!found.ok) return describeProblem(found.problem, shape.type);
  const fragment = names === null ? shape.set : `${shape.set}(${names.join(',')})`;
  return {
    status: 200,
    body: {
      '@odata.context': context(graph, fragment),
      ...(found.count === null ? {} : { '@odata.count': found.count }),
      ...(found.nextLink === null ? {} : { '@odata.nextLink': found.nextLink }),
      value: found.rows.map((row) => project(row, names)),
    },
  };
}
