import { PpmiError } from '../domain/errors.ts';
import type { HttpResponse } from './answer.ts';
import { sameOriginLink } from './origin.ts';
import type { Http, HttpRequest } from './request.ts';

/** Far more than any list that ppmi reads; a service that returns more is broken and would be read without end. */
const mostPages = 1000;
const mostListBytes = 64 * 1024 * 1024;

/**
 * All pages of a list, as they come. `next` names the following page.
 * @throws PpmiError `redirect-refused` when it is on another origin; `answer-malformed` when the pages do not end
 */
export async function* followPages(
  http: Pick<Http, 'request'>,
  first: HttpRequest,
  next: (page: HttpResponse) => string | null = nextLink,
): AsyncGenerator<HttpResponse> {
  const seen = new Set<string>();
  let bytes = 0;
  for (let url: string | null = first.url; url !== null; ) {
    seen.add(url);
    const page: HttpResponse = await http.request({ ...first, url });
    bytes += page.bytes.length;
    yield page;
    const link = next(page);
    url = link === null ? null : sameOriginLink(first.url, link);
    const endless = url === null ? null : endlessBy(url, seen, bytes);
    if (endless !== null) throw new PpmiError('answer-malformed', { host: new URL(first.url).host, detail: endless });
  }
}

function endlessBy(next: string, seen: ReadonlySet<string>, bytes: number): string | null {
  if (seen.has(next)) return 'the list names a page as its next that was read before';
  if (seen.size >= mostPages) return `the list has more than ${mostPages} pages`;
  return bytes > mostListBytes ? `the list is larger than ${mostListBytes / 1024 / 1024} MB` : null;
}

/** `@odata.nextLink` of Graph and Dataverse, `nextLink` of ARM. */
export function nextLink({ json }: HttpResponse): string | null {
  if (typeof json !== 'object' || json === null) return null;
  const { '@odata.nextLink': odata, nextLink: arm } = json as Record<string, unknown>;
  const link = odata ?? arm;
  return typeof link === 'string' ? link : null;
}
