/** Tokens of Azure CLI and Azure PowerShell, by the library that knows how to call them. */
import { AzureCliCredential, AzurePowerShellCredential } from '@azure/identity';
import { PpmiError } from '../../domain/errors.ts';
import type { Redactor } from '../../domain/redact.ts';
import type { Acquire, SignIn } from './method.ts';

type ToolSignIn = Extract<SignIn, { readonly method: 'azure-cli' | 'azure-powershell' }>;

/** What the user may have to do first. */
const signInOf = { 'azure-cli': 'az login', 'azure-powershell': 'Connect-AzAccount' } as const;

export function acquireByAzureTool({ method, tenantId }: ToolSignIn, redactor: Redactor): Acquire {
  const options = tenantId === null ? {} : { tenantId };
  const tool = method === 'azure-cli' ? new AzureCliCredential(options) : new AzurePowerShellCredential(options);
  return async (scope) => {
    try {
      const { token, expiresOnTimestamp } = await tool.getToken(scope);
      return { accessToken: token, expiresOn: new Date(expiresOnTimestamp) };
    } catch (error) {
      if (!isCredentialError(error)) throw error;
      const detail = `--sign-in ${method}: ${redactor.redact(error.message)} (sign in with \`${signInOf[method]}\`)`;
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
