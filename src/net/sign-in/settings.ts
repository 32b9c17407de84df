/** The sign-in settings, from flags, files and the environment; an error names the flag that is missing. */
import type { ICachePlugin } from '@azure/msal-node';
import { PpmiError } from '../../domain/errors.ts';
import type { Redactor } from '../../domain/redact.ts';
import { type SignInMethod, signInMethods } from '../../domain/sign-in-methods.ts';
import type { Environment } from '../proxy.ts';
import { readClientCertificate } from './client-certificate.ts';
import type { Notify, SignIn } from './method.ts';
import { openBrowser } from './open-browser.ts';
import { readSmallText } from './small-file.ts';

export { type SignInMethod, signInMethods };

export interface SignInSettings {
  /** `--sign-in`; absent: the one whose proof is there. */
  readonly method?: SignInMethod | undefined;
  /** `--sign-in-tenant`: GUID or domain name. */
  readonly tenantId?: string | undefined;
  /** `--sign-in-client-id` */
  readonly clientId?: string | undefined;
  /** `--sign-in-certificate` */
  readonly certificateFile?: string | undefined;
  /** `--password` */
  readonly password?: string | undefined;
  /** `--password-file` */
  readonly passwordFile?: string | undefined;
  /** `--sign-in-token-file`: one access token per line. */
  readonly tokenFile?: string | undefined;
  /** `--sign-in-assertion` */
  readonly assertionFile?: string | undefined;
  /** Finds what issues the assertion of a federated sign-in. */
  readonly assertion?: (() => () => Promise<string>) | undefined;
  /** Where the sign-in of a user is cached between runs. */
  readonly cache?: ICachePlugin | undefined;
  readonly environment: Environment;
  readonly redactor: Redactor;
  /** Shows a text to the user; null: no terminal. */
  readonly prompt: Notify | null;
}

/** @throws PpmiError `sign-in-missing`, `terminal-needed`, `file-unreadable` and those of a certificate file */
export async function readSignIn(settings: SignInSettings): Promise<SignIn> {
  const method = settings.method ?? inferMethod(settings);
  // It becomes a part of a URL, and an argument of `az` and `pwsh`.
  if (settings.tenantId !== undefined && !/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(settings.tenantId)) {
    throw new PpmiError('usage', { detail: '--sign-in-tenant expects a tenant ID or a domain name' });
  }
  switch (method) {
    case 'azure-cli':
    case 'azure-powershell':
      return { method, tenantId: settings.tenantId ?? null };
    case 'token-file':
      return { method, tokens: readTokens(settings) };
    default:
      return signInOfApplication(settings, method);
  }
}

type ApplicationMethodName = Exclude<SignInMethod, 'azure-cli' | 'azure-powershell' | 'token-file'>;

async function signInOfApplication(settings: SignInSettings, method: ApplicationMethodName): Promise<SignIn> {
  const { certificateFile, environment, redactor, prompt, assertion, cache } = settings;
  const named = method === 'federated' ? environment : {};
  const tenantId = need(settings.tenantId ?? named.AZURE_TENANT_ID, '--sign-in-tenant', method);
  const clientId = need(settings.clientId ?? named.AZURE_CLIENT_ID, '--sign-in-client-id', method);
  switch (method) {
    case 'client-secret':
      return { method, tenantId, clientId, secret: registered(readSecret(environment), redactor) };
    case 'client-certificate': {
      const file = need(certificateFile, '--sign-in-certificate', method);
      const password = readPassword(settings);
      if (password !== null) redactor.register(password);
      return { method, tenantId, clientId, certificate: await readClientCertificate(file, password) };
    }
    case 'federated':
      if (assertion === undefined) throw missing('--sign-in federated requires --sign-in-assertion');
      return { method, tenantId, clientId, assertion: assertion() };
    case 'device-code':
    case 'browser': {
      const terminal = () => seen(prompt, `Signing in with ${method}`);
      // Without tokens of an earlier run the user must be prompted. Without a terminal that fails at once.
      if (cache === undefined) terminal();
      const user = { tenantId, clientId, terminal, ...(cache === undefined ? {} : { cache }) };
      return method === 'browser' ? { method, open: showInBrowser, ...user } : { method, ...user };
    }
  }
}

/** The URL is printed in any case: without a browser (an SSH session) the command that opens one fails silently. */
async function showInBrowser(url: string, tell: Notify): Promise<void> {
  tell(`Sign in with the browser that opens. If no browser opens, open this URL on this computer:\n${url}`);
  await openBrowser(url);
}

function seen(prompt: SignInSettings['prompt'], what: string): Notify {
  if (prompt !== null) return prompt;
  const flag = '--sign-in client-secret, client-certificate, federated, azure-cli or token-file';
  throw new PpmiError('terminal-needed', { what, flag });
}

function readTokens({ tokenFile, redactor }: SignInSettings): readonly string[] {
  const file = need(tokenFile, '--sign-in-token-file', 'token-file');
  const tokens = readSecretFile(file)
    .split(/\s+/)
    .filter((token) => token !== '');
  if (tokens.length === 0) throw missing(`--sign-in-token-file ${file} is empty`);
  return tokens.map((token) => registered(token, redactor));
}

function inferMethod({ certificateFile, tokenFile, assertionFile, environment }: SignInSettings): SignInMethod {
  if (tokenFile !== undefined) return 'token-file';
  if (assertionFile !== undefined) return 'federated';
  if (certificateFile !== undefined) return 'client-certificate';
  if (environment.PPMI_CLIENT_SECRET || environment.PPMI_CLIENT_SECRET_FILE) return 'client-secret';
  throw missing(`no sign-in method is selected; --sign-in accepts ${signInMethods.join(', ')}`);
}

function readSecret({ PPMI_CLIENT_SECRET: secret, PPMI_CLIENT_SECRET_FILE: file }: Environment): string {
  if (secret) return secret;
  if (file) return readSecretFile(file);
  throw missing('--sign-in client-secret requires PPMI_CLIENT_SECRET or PPMI_CLIENT_SECRET_FILE');
}

/** Of the certificate's file; null: none was given. */
function readPassword({ password, passwordFile, environment }: SignInSettings): string | null {
  if (password !== undefined) return password;
  return passwordFile === undefined ? (environment.PPMI_PASSWORD ?? null) : readSecretFile(passwordFile);
}

/** UTF-8 or UTF-16; one newline at the end is dropped, because editors add it. */
export function readSecretFile(file: string): string {
  return readSmallText(file).replace(/\r?\n$/, '');
}

function registered(secret: string, redactor: Redactor): string {
  redactor.register(secret);
  return secret;
}

function need(value: string | undefined, flag: string, method: SignInMethod): string {
  if (value) return value;
  throw missing(`--sign-in ${method} requires ${flag}`);
}

const missing = (detail: string) => new PpmiError('sign-in-missing', { detail });
