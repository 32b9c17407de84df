/** Where a federated sign-in takes its assertion from: a file, or the pipeline that runs it. */
import { PpmiError } from '../../domain/errors.ts';
import type { Redactor } from '../../domain/redact.ts';
import type { Environment } from '../proxy.ts';
import type { Http } from '../request.ts';
import { readSmallText } from './small-file.ts';

export interface AssertionOptions {
  /** `--sign-in-assertion` */
  readonly file?: string | undefined;
  readonly environment: Environment;
  /** Of the cloud that is signed in to: `api://AzureADTokenExchange` in the public one. */
  readonly audience: string;
  readonly http: Http;
  readonly redactor: Redactor;
}

/**
 * Reads a new one at each call, because assertions are valid for minutes only.
 * @throws PpmiError `sign-in-missing` if no source is found
 */
export function assertionSource(options: AssertionOptions): () => Promise<string> {
  const { environment, redactor } = options;
  const file = options.file ?? environment.AZURE_FEDERATED_TOKEN_FILE;
  const source = file ? async () => readSmallText(file).trim() : (gitHub(options) ?? azurePipelines(options));
  if (source === null) {
    throw new PpmiError('sign-in-missing', {
      detail:
        `no source of a federated assertion found; use --sign-in-assertion or set AZURE_FEDERATED_TOKEN_FILE. In GitHub
Actions the job requires \`permissions: id-token: write\`. In Azure Pipelines the step requires SYSTEM_ACCESSTOKEN in its
environment and a service connection with workload identity federation`.replaceAll('\n', ' '),
    });
  }
  for (const secret of [environment.ACTIONS_ID_TOKEN_REQUEST_TOKEN, environment.SYSTEM_ACCESSTOKEN]) {
    if (secret) redactor.register(secret);
  }
  return async () => {
    const assertion = await source();
    redactor.register(assertion);
    return assertion;
  };
}

/** GET with a bearer; `{"value": JWT}` (GitHub Docs: OpenID Connect reference; documented). */
function gitHub({ environment, audience, http }: AssertionOptions): (() => Promise<string>) | null {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: base, ACTIONS_ID_TOKEN_REQUEST_TOKEN: bearer } = environment;
  if (!base || !bearer) return null;
  const url = withParameters(base, { audience });
  const headers = { authorization: `Bearer ${bearer}` };
  return async () => textOf(await http.request({ method: 'GET', url, headers, system: 'github' }), 'value', url);
}

/** POST with a bearer; `{"oidcToken": JWT}` (Azure DevOps REST: Oidctoken, Create; documented). */
function azurePipelines({ environment, http }: AssertionOptions): (() => Promise<string>) | null {
  const {
    SYSTEM_OIDCREQUESTURI: base,
    SYSTEM_ACCESSTOKEN: bearer,
    AZURESUBSCRIPTION_SERVICE_CONNECTION_ID: serviceConnectionId,
  } = environment;
  if (!base || !bearer || !serviceConnectionId) return null;
  const url = withParameters(base, { 'api-version': '7.1', serviceConnectionId });
  const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
  const request = { method: 'POST', url, headers, body: '', system: 'azure-pipelines', idempotent: true } as const;
  return async () => textOf(await http.request(request), 'oidcToken', url);
}

/** The request token goes over TLS only. */
function withParameters(base: string, parameters: Readonly<Record<string, string>>): string {
  const url = URL.canParse(base) ? new URL(base) : null;
  if (url?.protocol !== 'https:') {
    throw new PpmiError('sign-in-missing', { detail: 'the URL that issues the assertion is not an HTTPS URL' });
  }
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

function textOf({ status, json }: { status: number; json: unknown }, key: string, url: string): string {
  const value = (json as Readonly<Record<string, unknown>> | null)?.[key];
  if (status === 200 && typeof value === 'string' && value !== '') return value;
  const { host } = new URL(url);
  throw new PpmiError('sign-in-failed', {
    detail: `${host} responded ${status} without an assertion`,
  });
}
