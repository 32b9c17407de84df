/** Responses of handlers; `seal.ts` adds request IDs and `innerError`. */
import type { Row } from '../odata/filter.ts';
import { firstUnknown, type PageProblem, project, selected } from '../odata/page.ts';
import { refuse } from '../odata/refuse.ts';
import type { EmulatedRequest, EmulatedResponse } from '../service.ts';

export interface GraphRequest {
  readonly request: EmulatedRequest;
  /** `v1.0` or `beta`. */
  readonly version: string;
}

export const badRequest = (message: string): EmulatedResponse => refuse(400, 'Request_BadRequest', message);

/** Text as observed (services.md 2.5). */
export function notFound(id: string): EmulatedResponse {
  return refuse(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** Graph reads JSON only; the status is documented, the text as observed. */
export function refusesContentType({ headers, body }: EmulatedRequest): EmulatedResponse | null {
  const type = headers['content-type'];
  if (body.length === 0 || type === undefined || /[/+]json\b/i.test(type)) return null;
  return refuse(
    415,
    'UnsupportedMediaType',
    `A supported MIME type could not be found that matches the content type of the request. None of the supported type(s) 'application/json' matches the content type '${type}'.`,
  );
}

export const noContent: EmulatedResponse = { status: 204 };

export const wrongMethod = refuse(
  405,
  'Request_BadRequest',
  'Specified HTTP method is not allowed for the request target.',
);

export const invalidBody = badRequest(
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
);

export function unknownSegment(name: string): EmulatedResponse {
  return refuse(400, 'BadRequest', `Resource not found for the segment '${name}'.`);
}

export function context(graph: GraphRequest, rest: string): string {
  return `https://${graph.request.host}/${graph.version}/$metadata#${rest}`;
}

/** @param type for the refusal of an unknown property in `$select` */
export function entity(graph: GraphRequest, set: string, row: Row, type: string, status = 200): EmulatedResponse {
  const names = selected(graph.request.query);
  const unknown = firstUnknown(Object.keys(row), names ?? []);
  if (unknown !== null) return describeProblem({ kind: 'property', property: unknown }, type);
  const shown = project(row, names);
  const fragment = names === null ? set : `${set}(${names.join(',')})`;
  return { status, body: { '@odata.context': context(graph, `${fragment}/$entity`), ...shown } };
}

/** Texts of Microsoft's OData library. */
export function describeProblem(problem: PageProblem, type: string): EmulatedResponse {
  switch (problem.kind) {
    case 'filter':
      return refuse(400, 'BadRequest', `Invalid filter clause: Syntax error in '${problem.text}'.`);
    case 'property':
      return refuse(
        400,
        'BadRequest',
        `Could not find a property named '${problem.property}' on type 'microsoft.graph.${type}'.`,
      );
    case 'bareGuid':
      return refuse(
        400,
        'BadRequest',
        "Invalid filter clause: A binary operator with incompatible types was detected. Found operand types 'Edm.String' and 'Edm.Guid' for operator kind 'Equal'.",
      );
    case 'top':
      return refuse(400, 'BadRequest', `Invalid value '${problem.text}' for $top query option found.`);
    default:
      return refuse(400, 'BadRequest', `Invalid value '${problem.text}' for $${problem.kind} query option found.`);
  }
}
