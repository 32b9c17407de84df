/** Tokens of Azure CLI and Azure PowerShell, by the library that knows how to call them. */
import childProcess from 'node:child_process';
import { AzureCliCredential, AzurePowerShellCredential } from '@azure/identity';
import { PpmiError } from '../../domain/errors.ts';
import { quoted } from '../../domain/harmless-text.ts';
import type { Redactor } from '../../domain/redact.ts';
import { childEnvironment } from '../child-environment.ts';
import type { Acquire, SignIn } from './method.ts';

type ToolSignIn = Extract<SignIn, { readonly method: 'azure-cli' | 'azure-powershell' }>;

/** What the user may have to do first. */
const signInOf = { 'azure-cli': 'az login', 'azure-powershell': 'Connect-AzAccount' } as const;

export function acquireByAzureTool({ method, tenantId }: ToolSignIn, redactor: Redactor): Acquire {
  keepSecretsFromTools();
  const options = tenantId === null ? {} : { tenantId };
  const tool = method === 'azure-cli' ? new AzureCliCredential(options) : new AzurePowerShellCredential(options);
  return async (scope) => {
    try {
      const { token, expiresOnTimestamp } = await tool.getToken(scope);
      return { accessToken: token, expiresOn: new Date(expiresOnTimestamp) };
    } catch (error) {
      if (!isCredentialError(error)) throw error;
      const detail = `--sign-in ${method}: ${quoted(redactor.redact(error.message))} (sign in with \`${signInOf[method]}\`)`;
      throw new PpmiError('sign-in-failed', { detail }, { cause: error });
    }
  };
}

/** The names of the library's own errors; anything else is a bug. */
function isCredentialError(error: unknown): error is Error {
  return (
    error instanceof Error && /^(CredentialUnavailable|Authentication|AuthenticationRequired)Error$/.test(error.name)
  );
}

/**
 * The library gives the tools that it starts the whole environment and has no option for another. It calls `exec` and
 * `execFile` as properties of the module (read in its source, 4.13), so that they can be replaced here.
 */
function keepSecretsFromTools(): void {
  const withoutSecrets = (argument: unknown) =>
    typeof argument === 'object' && argument !== null && !Array.isArray(argument)
      ? { ...argument, env: childEnvironment() }
      : argument;
  for (const name of ['exec', 'execFile'] as const) {
    const original = childProcess[name] as (...args: unknown[]) => unknown;
    Object.assign(childProcess, { [name]: (...args: unknown[]) => original(...args.map(withoutSecrets)) });
  }
}
