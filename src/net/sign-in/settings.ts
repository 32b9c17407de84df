/** How to sign in, from flags, files and the environment; what is missing is said by the name of its flag. */
import { readFileSync } from 'node:fs';
import { PpmiError } from '../../domain/errors.ts';
import type { Redactor } from '../../domain/redact.ts';
import type { Environment } from '../proxy.ts';
import { readClientCertificate } from './client-certificate.ts';
import type { SignIn } from './credential.ts';

export const signInMethods = ['device-code', 'client-secret', 'client-certificate'] as const;
export type SignInMethod = (typeof signInMethods)[number];

export interface SignInSettings {
  /** `--sign-in`; absent: the one whose proof is there. */
  readonly method?: SignInMethod | undefined;
  /** `--sign-in-tenant`: GUID or domain name. */
  readonly tenantId?: string | undefined;
  /** `--sign-in-client-id` */
  readonly clientId?: string | undefined;
  /** `--sign-in-certificate` */
  readonly certificateFile?: string | undefined;
  /** `--password-file` */
  readonly passwordFile?: string | undefined;
  readonly environment: Environment;
  readonly redactor: Redactor;
  /** Shows the text of a device code; null: no terminal, nobody would see it. */
  readonly prompt: ((text: string) => void) | null;
}

/** @throws PpmiError `sign-in-missing`, `terminal-needed`, `file-unreadable` and those of a certificate file */
export async function readSignIn(settings: SignInSettings): Promise<SignIn> {
  const { certificateFile, passwordFile, environment, redactor, prompt } = settings;
  const method = settings.method ?? evidentMethod(settings);
  const tenantId = need(settings.tenantId, '--sign-in-tenant', 'the tenant to sign in to');
  const clientId = need(settings.clientId, '--sign-in-client-id', 'the client id of an application of yours');
  switch (method) {
    case 'client-secret':
      return { method, tenantId, clientId, secret: registered(readSecret(environment), redactor) };
    case 'client-certificate': {
      const file = need(certificateFile, '--sign-in-certificate', 'a PEM or PFX file with certificate and private key');
      const password = passwordFile === undefined ? null : registered(readSecretFile(passwordFile), redactor);
      return { method, tenantId, clientId, certificate: await readClientCertificate(file, password) };
    }
    case 'device-code':
      if (prompt === null) {
        const flag = '--sign-in client-secret or --sign-in client-certificate';
        throw new PpmiError('terminal-needed', { what: 'the sign-in by device code', flag });
      }
      return { method, tenantId, clientId, prompt };
  }
}

function evidentMethod({ certificateFile, environment }: SignInSettings): SignInMethod {
  if (certificateFile !== undefined) return 'client-certificate';
  if (environment.PPMI_CLIENT_SECRET || environment.PPMI_CLIENT_SECRET_FILE) return 'client-secret';
  throw missing(`how to sign in is not said: give --sign-in ${signInMethods.join('|')}`);
}

function readSecret({ PPMI_CLIENT_SECRET: secret, PPMI_CLIENT_SECRET_FILE: file }: Environment): string {
  if (secret) return secret;
  if (file) return readSecretFile(file);
  throw missing('the client secret is not there: set PPMI_CLIENT_SECRET or PPMI_CLIENT_SECRET_FILE');
}

/** UTF-8; one line end at the end belongs to the editor, not to the secret. */
export function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    throw new PpmiError('file-unreadable', { file, detail: error instanceof Error ? error.message : String(error) });
  }
}

function registered(secret: string, redactor: Redactor): string {
  redactor.register(secret);
  return secret;
}

function need(value: string | undefined, flag: string, what: string): string {
  if (value) return value;
  throw missing(`${what} is not there: give ${flag}`);
}

const missing = (detail: string) => new PpmiError('sign-in-missing', { detail });
