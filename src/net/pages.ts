import type { HttpResponse } from './answer.ts';
import { sameOriginLink } from './origin.ts';
import type { Http, HttpRequest } from './request.ts';

/**
 * All pages of a list, as they come. `next` names the following page.
 * @throws PpmiError `redirect-refused` when it is on another origin
 */
export async function* followPages(
  http: Pick<Http, 'request'>,
  first: HttpRequest,
  next: (page: HttpResponse) => string | null = nextLink,
): AsyncGenerator<HttpResponse> {
  for (let url: string | null = first.url; url !== null; ) {
    const page: HttpResponse = await http.request({ ...first, url });
    yield page;
    const link = next(page);
    url = link === null ? null : sameOriginLink(first.url, link);
  }
}

/** `@odata.nextLink` of Graph and Dataverse, `nextLink` of ARM. */
export function nextLink({ json }: HttpResponse): string | null {
  if (typeof json !== 'object' || json === null) return null;
  const { '@odata.nextLink': odata, nextLink: arm } = json as Record<string, unknown>;
  const link = odata ?? arm;
  return typeof link === 'string' ? link : null;
}
