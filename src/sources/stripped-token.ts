/** A 401 that says that no token came, where one was sent: something on the path removed it. */
import { PpmiError } from '../domain/errors.ts';
import { networkFault } from '../domain/network-findings.ts';
import { findingOf } from '../net/fault/finding.ts';
import type { HttpResponse } from '../net/http.ts';

/** Resource Manager (observed), in its challenge and in its error, and Graph (general knowledge; not verified). */
const noToken = /missing 'Authorization' header|'Authorization' header is missing|access token is empty/i;

/** @throws PpmiError `answer-malformed` with the finding `header-stripped` */
export function refuseStrippedToken({ status, headers, text }: HttpResponse, url: string): void {
  if (status !== 401 || !noToken.test(`${headers['www-authenticate'] ?? ''} ${text ?? ''}`)) return;
  const { host } = new URL(url);
  const finding = findingOf(networkFault('header-stripped', host, { host, port: 443, header: 'Authorization' }));
  const detail = 'HTTP 401: the service received no token, although ppmi sent one';
  throw new PpmiError('answer-malformed', { host, detail }, { finding });
}
