/** Whether an answer without a token proves that the real service gave it (connectivity, section 4). Pure. */
import { type CloudId, cloud, cloudOfTenantRegion, cloudsOfLoginHost, issuers } from '../../domain/cloud/cloud.ts';
import { networkFault } from '../../domain/network-findings.ts';
import { isBlockStatus, isHtml, pageTitle, redirectedTo } from '../page-title.ts';
import type { RawAnswer } from '../raw-http.ts';
import { hasServiceHeader } from '../service-header.ts';
import { challengeSignal, orList, tenantSignal } from './cloud-signals.ts';
import type { Endpoint } from './endpoint.ts';
import type { Purpose } from './report.ts';
import { blocked, cutBody, foreign, type MarkerVerdict, pass } from './verdicts.ts';

export interface MarkerContext {
  readonly cloud: CloudId;
  readonly tenantId?: string | undefined;
  readonly redact: (text: string) => string;
}

export function judgeMarker(answer: RawAnswer, endpoint: Endpoint, context: MarkerContext): MarkerVerdict {
  const { host, port, purpose } = endpoint;
  const { status } = answer;
  const stranger = strangerIn(answer, endpoint, context.redact);
  if (stranger !== null) return stranger;
  if (answer.cut) return cutBody(`HTTP ${status}, and the body ends early`, endpoint);
  if (isBroken(answer)) return cutBody(`HTTP ${status}, and the body is not the JSON that it says it is`, endpoint);
  if (status === 429 || status === 503) return busy(answer, endpoint);
  const recognized = recognize(answer, endpoint, context);
  if (recognized !== null) return recognized;
  if (isProbable(answer, endpoint)) return pass(`HTTP ${status} as the service would answer (probable, not verified)`);
  if (status === 401 && challenged.has(purpose) && hasServiceHeader(answer.headers)) {
    const fault = networkFault('header-stripped', host, { host, port, header: 'WWW-Authenticate' });
    return { ok: false, detail: 'HTTP 401 of the service without its challenge', faults: [fault] };
  }
  return foreign(answer, endpoint);
}

/** Services that answer 401 with a challenge when there is no token. */
const challenged = new Set<Purpose>(['dataverse', 'discovery', 'graph', 'resource-manager', 'key-vault']);

/** What these hosts return without a token is not published; `judgeMarker` has excluded HTML before. */
function isProbable({ status, headers, body }: RawAnswer, { purpose }: Endpoint): boolean {
  switch (purpose) {
    case 'administration':
      return hasServiceHeader(headers) || ([401, 403].includes(status) && parseObject(body) !== null);
    case 'power-platform-api':
    case 'environment':
      return hasServiceHeader(headers);
    case 'storage':
      return headers['x-ms-request-id'] !== undefined;
    case 'https':
      return true;
    case 'revocation':
      return status < 500;
    default:
      return false;
  }
}

/** HTML, or a redirect to another host, is never one of these services. */
function strangerIn(answer: RawAnswer, endpoint: Endpoint, redact: (text: string) => string): MarkerVerdict | null {
  const { status, headers, body } = answer;
  const { host, port } = endpoint;
  const title = pageTitle(body, redact);
  const place = { host, port, redact };
  // Network Authentication Required (RFC 6585, section 6): only a portal says so.
  if (status === 511) {
    const fault = networkFault('captive-portal', host, { host, port, page: title, hosts: 1 });
    return { ok: false, detail: `HTTP ${status}`, faults: [fault] };
  }
  // Unavailable For Legal Reasons (RFC 7725): a filter says so, with a page or without.
  if (status === 451 && !hasServiceHeader(headers)) return blocked(title, `HTTP ${status}`, answer, place);
  const away = redirectedTo(headers, host);
  const html = isHtml(headers);
  if (hasOwnPages(endpoint, status) || (away === null && !html)) return null;
  if (away === null && !isBlockStatus(status)) {
    return hasServiceHeader(headers) ? null : foreign(answer, endpoint, title ?? 'a page without a title');
  }
  const target = away === null ? null : `redirect to ${away}`;
  return blocked(
    title ?? target,
    [`HTTP ${status}`, title === null ? null : target].filter(Boolean).join(', '),
    answer,
    place,
  );
}

/** Whose pages and redirects are their own: portals, what the user names, and the hosts of CRLs at `/`. */
function hasOwnPages({ purpose, confidence }: Endpoint, status: number): boolean {
  if (purpose === 'revocation') return status !== 403 && status !== 451;
  return purpose === 'https' && (confidence === 'given' || (status !== 403 && status !== 451));
}

/**
 * A throttled host is throttled, whichever server answered. The service's own headers prove that it answered itself; its
 * form of an error makes it probable: proxies and gateways answer in HTML or in forms of their own.
 */
function busy(answer: RawAnswer, endpoint: Endpoint): MarkerVerdict {
  const { status, headers, body } = answer;
  const { host, port } = endpoint;
  const seconds = /^\d{1,9}$/.test(headers['retry-after'] ?? '') ? Number(headers['retry-after']) : null;
  const proven = hasServiceHeader(headers);
  const itself = proven || hasErrorCode(body);
  if (status === 503 && !itself) return foreign(answer, endpoint);
  const wait = seconds === null ? '' : `, asks to wait ${seconds} s`;
  const mark = proven ? '' : itself ? ' (probable, not verified)' : ', without the mark of the service';
  const detail = `HTTP ${status}${wait}${mark}`;
  const name = status === 503 ? 'service-unavailable' : 'throttled';
  return { ok: itself ? true : null, detail, faults: [networkFault(name, host, { host, port, seconds })] };
}

/** `{"error":{"code":…,"message":…}}`, as Graph, Azure and Dataverse write it; the HTTP client judges by the same form. */
function hasErrorCode(body: Buffer): boolean {
  const error = parseObject(body)?.error as { readonly code?: unknown; readonly message?: unknown } | null | undefined;
  return typeof error?.code === 'string' && typeof error.message === 'string';
}

function isBroken({ headers, body }: RawAnswer): boolean {
  return /[/+]json\b/i.test(headers['content-type'] ?? '') && body.length > 0 && parseObject(body) === null;
}

function recognize(answer: RawAnswer, endpoint: Endpoint, context: MarkerContext): MarkerVerdict | null {
  switch (endpoint.purpose) {
    case 'sign-in':
      return recognizeLogin(answer, endpoint, context);
    case 'signing-keys':
      return recognizeKeys(answer, endpoint, context);
    case 'instance-discovery': {
      const document = parseObject(answer.body);
      const known = answer.status === 200 && typeof document?.tenant_discovery_endpoint === 'string';
      return known ? pass('the discovery document of the public cloud') : null;
    }
    case 'key-vault':
      return recognizeVault(answer);
    case 'revocation':
      return answer.status === 200 && answer.body[0] === 0x30 ? pass('a revocation list') : null;
    case 'dataverse':
    case 'discovery':
    case 'graph':
    case 'resource-manager':
      return recognizeChallenge(answer, endpoint, context);
    default:
      return null;
  }
}

function tenantUnknown(
  document: Readonly<Record<string, unknown>> | null,
  { host, port }: Endpoint,
  context: MarkerContext,
) {
  const { cloud: id, tenantId } = context;
  if (!/AADSTS90002\b/.test(String(document?.error_description))) return null;
  const faults =
    tenantId === undefined ? [] : [networkFault('tenant-unknown', host, { host, port, tenant: tenantId, cloud: id })];
  return pass('the tenant is not known in this cloud', ...faults);
}

function recognizeLogin({ status, body }: RawAnswer, endpoint: Endpoint, context: MarkerContext): MarkerVerdict | null {
  const { host, port } = endpoint;
  const { cloud: id, tenantId } = context;
  const document = parseObject(body);
  if (status === 400) return tenantUnknown(document, endpoint, context);
  const issuer = document?.issuer;
  if (status !== 200 || typeof issuer !== 'string') return null;
  const signal = tenantId === undefined ? null : tenantSignal(document ?? {});
  const known = issuers(id, tenantId ?? '{tenantid}');
  const region = cloudOfTenantRegion(document?.tenant_region_sub_scope);
  const elsewhere = (actual: string) => networkFault('wrong-cloud-host', host, { host, port, cloud: id, actual });
  if (tenantId !== undefined && region !== null && region !== id) {
    return { ...pass(`issuer ${issuer}; the tenant is in the cloud ${region}`, elsewhere(region)), signal };
  }
  if (known.includes(issuer)) return { ...pass(`issuer ${issuer}`), signal };
  const family = known.some((one) => URL.canParse(issuer) && new URL(one).host === new URL(issuer).host);
  const faults = family || !URL.canParse(issuer) ? [] : [elsewhere(cloudsAt(new URL(issuer).host) ?? issuer)];
  return { ...pass(`issuer ${issuer}, expected ${known.join(' or ')}`, ...faults), signal };
}

/** The clouds that sign in at this host; null: none that is known. */
const cloudsAt = (host: string) => orList(cloudsOfLoginHost(host)) || null;

function recognizeKeys({ status, body }: RawAnswer, endpoint: Endpoint, context: MarkerContext): MarkerVerdict | null {
  const document = parseObject(body);
  if (status === 400 && /AADSTS\d+/.test(String(document?.error_description))) {
    return tenantUnknown(document, endpoint, context) ?? pass('HTTP 400 of Entra');
  }
  const keys: unknown = document?.keys;
  const named = Array.isArray(keys) && keys.length > 0 && keys.every((key) => typeof key?.kid === 'string');
  return status === 200 && named ? pass(`${keys.length} keys`) : null;
}

function recognizeVault({ status, headers, body }: RawAnswer): MarkerVerdict | null {
  const asks = /\bbearer\b[\s\S]{0,200}?\bauthorization="?https:\/\/([^/"\s,]+)/i.exec(
    headers['www-authenticate'] ?? '',
  );
  if (status === 401 && asks !== null) return pass(`HTTP 401, signs in at ${asks[1]}`);
  if (status === 403 && parseObject(body)?.error !== undefined) {
    return pass('HTTP 403: the firewall or private endpoint of the vault; the environment may still reach it');
  }
  return null;
}

/** Values are quoted by Graph and ARM, unquoted by Dataverse (observed in clients). */
const challenge = /\bbearer\b[\s\S]{0,2000}?\bauthorization(?:_uri)?="?https:\/\/([^/"\s,]+)\/([^/"\s,]*)/i;

function recognizeChallenge(
  { status, headers }: RawAnswer,
  endpoint: Endpoint,
  context: MarkerContext,
): MarkerVerdict | null {
  const { cloud: id, tenantId } = context;
  const { host, port, purpose } = endpoint;
  const [, login, tenant = ''] = challenge.exec(headers['www-authenticate'] ?? '') ?? [];
  if (status !== 401 || login === undefined) return null;
  const { loginHost } = cloud(id);
  const own = [loginHost.value, ...(loginHost.aliases ?? []).map((alias) => alias.value)];
  const signal = purpose === 'dataverse' ? challengeSignal(login) : null;
  if (!own.includes(login.toLowerCase())) {
    const elsewhere = networkFault('wrong-cloud-host', host, {
      host,
      port,
      cloud: id,
      actual: cloudsAt(login) ?? login,
    });
    return { ...pass(`it signs in at ${login}`, elsewhere), signal };
  }
  const other = purpose === 'dataverse' && tenantId !== undefined && tenant.toLowerCase() !== tenantId.toLowerCase();
  if (!other) return { ...pass(`HTTP 401, signs in at ${login}`), signal };
  const fault = networkFault('tenant-elsewhere', host, { host, port, tenant, given: tenantId ?? '' });
  return { ...pass(`HTTP 401, belongs to the tenant ${tenant}`, fault), signal };
}

function parseObject(body: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
