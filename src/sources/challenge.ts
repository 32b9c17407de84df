import { foreignAnswer } from '../net/fault/finding.ts';
import type { Http } from '../net/http.ts';
import { hasServiceHeader } from '../net/service-header.ts';

/**
 * The tenant of an environment, asked without signing in: Dataverse answers 401 with
 * `Bearer authorization_uri=https://{login}/{tenant}/oauth2/authorize, resource_id=…`, values unquoted (observed in
 * clients). Null when the answer has no such challenge.
 * @throws PpmiError `answer-malformed` where another server answered; and as every request
 */
export async function tenantOfEnvironment(http: Http, origin: string): Promise<string | null> {
  const url = `${origin}/api/data/v9.2/`;
  const response = await http.request({ method: 'GET', url, system: 'dataverse', expect: 'text' });
  const challenge = response.headers['www-authenticate'] ?? '';
  if (challenge === '' && !hasServiceHeader(response.headers)) {
    throw foreignAnswer(new URL(origin).host, `HTTP ${response.status} without the challenge of Dataverse`);
  }
  const tenant = /authorization_uri="?https:\/\/[^/\s"]+\/([0-9a-f-]{36})/i.exec(challenge)?.[1];
  return tenant?.toLowerCase() ?? null;
}
