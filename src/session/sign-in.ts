/** Who the run signs in as: what the flags say, or what the target brings. */
import { type CloudId, cloud as cloudTable } from '../domain/cloud/cloud.ts';
import { assertionSource } from '../net/sign-in/assertion.ts';
import { readSignIn } from '../net/sign-in/settings.ts';
import { createTokenProvider, type SignIn, type TokenProvider } from '../net/sign-in/token-provider.ts';
import { tenantOfEnvironment } from '../sources/challenge.ts';
import type { HttpContext } from './http-context.ts';
import { profileCache } from './profile/token-cache.ts';
import type { SignInFlags } from './sign-in-flags.ts';

export type { SignInFlags } from './sign-in-flags.ts';

export interface SignInContext {
  readonly context: HttpContext;
  readonly cloud: CloudId;
  /** Origin of the environment, whose tenant is signed in to unless a flag names another; null when not known yet. */
  readonly environment: string | null;
}

export async function openTokenProvider(flags: SignInFlags, options: SignInContext): Promise<TokenProvider> {
  const { context, cloud } = options;
  const { http, redactor } = context;
  const allowedHosts = flags['allow-host'] ?? [];
  return createTokenProvider({ http, redactor, cloud, allowedHosts, signIn: await signInOf(flags, options) });
}

async function signInOf(flags: SignInFlags, { context, cloud, environment }: SignInContext): Promise<SignIn> {
  if (context.target.signIn !== null) return context.target.signIn;
  const settings = {
    method: flags['sign-in'],
    tenantId: flags['sign-in-tenant'],
    clientId: flags['sign-in-client-id'],
    certificateFile: flags['sign-in-certificate'],
    password: flags.password,
    passwordFile: flags['password-file'],
    environment: process.env,
    redactor: context.redactor,
    tokenFile: flags['sign-in-token-file'],
    assertionFile: flags['sign-in-assertion'],
    assertion: () =>
      assertionSource({
        file: flags['sign-in-assertion'],
        environment: process.env,
        audience: cloudTable(cloud).ficAudience.value ?? 'api://AzureADTokenExchange',
        http: context.http,
        redactor: context.redactor,
      }),
    cache: await profileCache(flags.signedInBy, { redactor: context.redactor, notice: context.notify }),
    prompt: process.stderr.isTTY ? context.notify : null,
  };
  if (settings.tenantId !== undefined || environment === null || flags['sign-in-client-id'] === undefined) {
    return readSignIn(settings);
  }
  return readSignIn({ ...settings, tenantId: (await tenantOfEnvironment(context.http, environment)) ?? undefined });
}
