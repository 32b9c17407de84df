/** Whether an answer without a token proves that the real service gave it (connectivity, section 4). Pure. */
import { type CloudId, cloud, issuers } from '../../domain/cloud/cloud.ts';
import type { RawAnswer } from '../raw-http.ts';
import type { Endpoint } from './endpoints.ts';
import { type Fault, fault } from './report.ts';

export interface MarkerVerdict {
  readonly ok: boolean | null;
  readonly detail: string;
  readonly faults: readonly Fault[];
}

export interface MarkerContext {
  readonly cloud: CloudId;
  readonly tenantId?: string | undefined;
}

export function judgeMarker(answer: RawAnswer, endpoint: Endpoint, context: MarkerContext): MarkerVerdict {
  const stranger = strangerIn(answer, endpoint.host);
  if (stranger !== null) return stranger;
  const { status } = answer;
  if (answer.cut) return unknown(`HTTP ${status}, and the body ends early`);
  if (isBroken(answer)) return unknown(`HTTP ${status}, and the body is not the JSON that it says it is`);
  if (status === 429 || status === 503) return busy(answer, endpoint.host);
  const recognised = recognise(answer, endpoint, context);
  if (recognised !== null) return recognised;
  if (isProbable(answer, endpoint)) return pass(`HTTP ${status} as the service would answer (probable, not verified)`);
  return unknown(`HTTP ${status} without the mark of the service`);
}

const unknown = (detail: string): MarkerVerdict => ({ ok: null, detail, faults: [] });
const pass = (detail: string, ...faults: readonly Fault[]): MarkerVerdict => ({ ok: true, detail, faults });

/** Nobody has published what these two answer without a token (section 15); `judgeMarker` has ruled out HTML before. */
function isProbable({ status, headers, body }: RawAnswer, { purpose }: Endpoint): boolean {
  if (purpose === 'administration') {
    return hasServiceHeader(headers) || ([401, 403].includes(status) && parseObject(body) !== null);
  }
  return purpose === 'power-platform-api' && hasServiceHeader(headers);
}

/** HTML, or a redirect to another host, is never one of these services. */
function strangerIn({ status, headers, body }: RawAnswer, host: string): MarkerVerdict | null {
  const location = headers.location;
  const away = location !== undefined && URL.canParse(location) && new URL(location).hostname !== host;
  if (!away && !/\bhtml\b/i.test(headers['content-type'] ?? '')) return null;
  const title = /<title[^>]*>\s*([^<]{1,80})/i.exec(body.toString('utf8'))?.[1]?.trim() ?? null;
  const target = away ? `redirect to ${new URL(location ?? '').hostname}` : null;
  const product = [headers.via, headers.server].filter(Boolean).join(', ') || null;
  const detail = [`HTTP ${status}`, target, product].filter(Boolean).join(', ');
  return { ok: false, detail, faults: [fault('block-page', host, { host, page: title, detail })] };
}

/** Throttling is a fact about the host whoever answered; only the service's own headers prove that it was the service. */
function busy({ status, headers }: RawAnswer, host: string): MarkerVerdict {
  const seconds = /^\d+$/.test(headers['retry-after'] ?? '') ? Number(headers['retry-after']) : null;
  const wait = seconds === null ? '' : `, asks to wait ${seconds} s`;
  const itself = hasServiceHeader(headers);
  const detail = `HTTP ${status}${wait}${itself ? '' : ', without the mark of the service'}`;
  if (status === 503) return unknown(detail);
  return { ok: itself ? true : null, detail, faults: [fault('throttled', host, { host, seconds })] };
}

function isBroken({ headers, body }: RawAnswer): boolean {
  return /[/+]json\b/i.test(headers['content-type'] ?? '') && body.length > 0 && parseObject(body) === null;
}

function hasServiceHeader(headers: RawAnswer['headers']): boolean {
  return Object.keys(headers).some((name) => name.startsWith('x-ms-') || name === 'request-id' || name === 'req_id');
}

function recognise(answer: RawAnswer, endpoint: Endpoint, context: MarkerContext): MarkerVerdict | null {
  switch (endpoint.purpose) {
    case 'sign-in':
      return recogniseLogin(answer, endpoint.host, context);
    case 'dataverse':
    case 'discovery':
    case 'graph':
    case 'resource-manager':
      return recogniseChallenge(answer, endpoint, context);
    default:
      return null;
  }
}

function recogniseLogin({ status, body }: RawAnswer, host: string, { cloud: id, tenantId }: MarkerContext) {
  const document = parseObject(body);
  const elsewhere = fault('wrong-cloud-host', host, { host, cloud: id });
  if (status === 400 && /AADSTS90002\b/.test(String(document?.error_description))) {
    return pass('the tenant is not known in this cloud', ...(tenantId === undefined ? [] : [elsewhere]));
  }
  const issuer = document?.issuer;
  if (status !== 200 || typeof issuer !== 'string') return null;
  const known = issuers(id, tenantId ?? '{tenantid}');
  if (known.includes(issuer)) return pass(`issuer ${issuer}`);
  const family = known.some((one) => URL.canParse(issuer) && new URL(one).host === new URL(issuer).host);
  return pass(`issuer ${issuer}, expected ${known.join(' or ')}`, ...(family ? [] : [elsewhere]));
}

/** Values are quoted by Graph and ARM, unquoted by Dataverse (observed in clients). */
const challenge = /\bbearer\b[\s\S]*?\bauthorization_uri="?https:\/\/([^/"\s,]+)\/([^/"\s,]*)/i;

function recogniseChallenge(
  { status, headers }: RawAnswer,
  endpoint: Endpoint,
  { cloud: id, tenantId }: MarkerContext,
) {
  const [, login, tenant] = challenge.exec(headers['www-authenticate'] ?? '') ?? [];
  if (status !== 401 || login === undefined) return null;
  const { loginHost } = cloud(id);
  const own = [loginHost.value, ...(loginHost.aliases ?? []).map((alias) => alias.value)];
  if (!own.includes(login.toLowerCase())) {
    const { host } = endpoint;
    return pass(`it signs in at ${login}`, fault('wrong-cloud-host', host, { host, cloud: id }));
  }
  const other = endpoint.purpose === 'dataverse' && tenantId !== undefined && tenant !== tenantId;
  return pass(`HTTP 401, signs in at ${login}${other ? `; it belongs to the tenant ${tenant}, not ${tenantId}` : ''}`);
}

function parseObject(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
