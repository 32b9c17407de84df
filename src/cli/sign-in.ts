/** Who the run signs in as: what the flags say, or the operator of the pretended cloud. */
import type { CloudId } from '../domain/cloud.ts';
import { type Credential, createCredential, type SignIn } from '../net/sign-in/credential.ts';
import { readSignIn, type SignInMethod } from '../net/sign-in/settings.ts';
import { tenantOfEnvironment } from '../sources/challenge.ts';
import type { Wire } from './wire.ts';

export interface SignInFlags {
  readonly 'sign-in'?: SignInMethod | undefined;
  readonly 'sign-in-tenant'?: string | undefined;
  readonly 'sign-in-client-id'?: string | undefined;
  readonly 'sign-in-certificate'?: string | undefined;
  readonly 'password-file'?: string | undefined;
}

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
  return createCredential({ http, redactor, cloud, signIn: await signInOf(flags, context) });
}

async function signInOf(flags: SignInFlags, { wire, environment, prompt }: SignInContext): Promise<SignIn> {
  if (wire.emulator !== null) {
    const { tenantId, clientId, clientSecret } = wire.emulator.world.operator;
    return { method: 'client-secret', tenantId, clientId, secret: clientSecret };
  }
  const settings = {
    method: flags['sign-in'],
    tenantId: flags['sign-in-tenant'],
    clientId: flags['sign-in-client-id'],
    certificateFile: flags['sign-in-certificate'],
    passwordFile: flags['password-file'],
    environment: process.env,
    redactor: wire.redactor,
    prompt: process.stderr.isTTY ? prompt : null,
  };
  if (settings.tenantId !== undefined || environment === null || flags['sign-in-client-id'] === undefined) {
    return readSignIn(settings);
  }
  return readSignIn({ ...settings, tenantId: (await tenantOfEnvironment(wire.http, environment)) ?? undefined });
}
