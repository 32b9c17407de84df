/** Who the run signs in as: what the flags say, or the operator of the pretended cloud. */
import { type CloudId, cloud as cloudTable } from '../domain/cloud/cloud.ts';
import { assertionSource } from '../net/sign-in/assertion.ts';
import { readSignIn } from '../net/sign-in/settings.ts';
import { type Credential, createCredential, type SignIn } from '../net/sign-in/token-provider.ts';
import { tenantOfEnvironment } from '../sources/challenge.ts';
import type { Wire } from './http-context.ts';
import { profileCache } from './profile/token-cache.ts';
import type { SignInFlags } from './sign-in-flags.ts';

export type { SignInFlags } from './sign-in-flags.ts';

export interface SignInContext {
  readonly wire: Wire;
  readonly cloud: CloudId;
  /** Origin of the environment, whose tenant is signed in to unless a flag names another; null when not known yet. */
  readonly environment: string | null;
  /** Shows a device code. */
  readonly prompt: (text: string) => void;
}

export async function openCredential(flags: SignInFlags, context: SignInContext): Promise<Credential> {
  const { wire, cloud } = context;
  const { http, redactor } = wire;
  const allowedHosts = flags['allow-host'] ?? [];
  return createCredential({ http, redactor, cloud, allowedHosts, signIn: await signInOf(flags, context) });
}

async function signInOf(flags: SignInFlags, { wire, cloud, environment, prompt }: SignInContext): Promise<SignIn> {
  if (wire.emulator !== null) {
    const { tenantId, clientId, clientSecret } = wire.emulator.world.operator;
    return { method: 'client-secret', tenantId, clientId, secret: clientSecret };
  }
  const settings = {
    method: flags['sign-in'],
    tenantId: flags['sign-in-tenant'],
    clientId: flags['sign-in-client-id'],
    certificateFile: flags['sign-in-certificate'],
    password: flags.password,
    passwordFile: flags['password-file'],
    environment: process.env,
    redactor: wire.redactor,
    tokenFile: flags['sign-in-token-file'],
    assertionFile: flags['sign-in-assertion'],
    assertion: () =>
      assertionSource({
        file: flags['sign-in-assertion'],
        environment: process.env,
        audience: cloudTable(cloud).ficAudience.value ?? 'api://AzureADTokenExchange',
        http: wire.http,
        redactor: wire.redactor,
      }),
    cache: await profileCache(flags.signedInBy, { redactor: wire.redactor, notice: prompt }),
    prompt: process.stderr.isTTY ? prompt : null,
  };
  if (settings.tenantId !== undefined || environment === null || flags['sign-in-client-id'] === undefined) {
    return readSignIn(settings);
  }
  return readSignIn({ ...settings, tenantId: (await tenantOfEnvironment(wire.http, environment)) ?? undefined });
}
