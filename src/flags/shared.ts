/** Flags that several commands share. Names and meanings are stable: docs/stability.md. */

import * as Flags from '@oclif/core/flags';
import { cloudIds } from '../domain/cloud/cloud-id.ts';
import { PpmiError } from '../domain/errors.ts';
import { parseGuid } from '../domain/guid.ts';
import { quoted } from '../domain/harmless-text.ts';
import { shells } from '../domain/shell/command-line.ts';
import { signInMethods } from '../domain/sign-in-methods.ts';
import type { FlagValues } from './flag-values.ts';

/** A GUID in any usual form, passed on in lower case with dashes. */
export const guidFlag = Flags.custom<string>({
  helpValue: 'GUID',
  parse: async (input, _context, { name }) => {
    const guid = parseGuid(input.trim());
    if (guid === null) throw wrongValue(name, input, 'a GUID such as 8e1a4c30-1f0d-4f0e-9d0b-2f4f6a1c7d21');
    return guid;
  },
});

/** A GUID, or `Default-` and a GUID: the ID of a default environment. */
const environmentIdFlag = Flags.custom<string>({
  helpValue: 'GUID',
  parse: async (input, _context, { name }) => {
    const [, prefix = '', rest = ''] = /^(Default-)?(.*)$/i.exec(input.trim()) ?? [];
    const guid = parseGuid(rest);
    if (guid === null) throw wrongValue(name, input, 'a GUID, or Default- followed by a GUID');
    return prefix === '' ? guid : `Default-${guid}`;
  },
});

function wrongValue(name: string, input: string, expected: string): PpmiError {
  return new PpmiError('usage', { detail: `--${name} expects ${expected}; got ${quoted(input)}` });
}

/** Every command has them. */
export const globalFlags = {
  json: Flags.boolean({ summary: 'Print the result as JSON', helpGroup: 'GLOBAL' }),
  shell: Flags.option({ options: shells })({
    summary: 'Shell to print commands for (bash also suits zsh, fish and sh)',
    env: 'PPMI_SHELL',
    helpGroup: 'GLOBAL',
  }),
};
export type GlobalFlags = FlagValues<typeof globalFlags>;

/** What the expected trust of a file is computed from. */
export const trustFlags = {
  tenant: guidFlag({ summary: 'Tenant ID of the environment', helpGroup: 'TARGET' }),
  'environment-id': environmentIdFlag({
    summary: 'Power Platform environment ID (not the organization ID)',
    helpGroup: 'TARGET',
  }),
  cloud: Flags.option({ options: cloudIds })({
    summary: 'Cloud of the environment (public by default)',
    helpGroup: 'TARGET',
  }),
  'trust-version': Flags.option({ options: ['0', '1', '2'] as const })({
    summary: 'Version of the managed identity record',
    helpGroup: 'TARGET',
  }),
};
export type TrustFlags = FlagValues<typeof trustFlags>;

export const componentFlags = {
  environment: Flags.string({
    summary: 'Environment to read, by URL or ID',
    helpValue: 'URL|ID',
    helpGroup: 'TARGET',
  }),
  component: Flags.string({
    summary: 'Plug-in assembly or package, by name, unique name or ID',
    helpValue: 'NAME|ID',
    helpGroup: 'TARGET',
  }),
  'component-type': Flags.option({ options: ['assembly', 'package'] as const })({
    summary: 'Type of the component, for a name that fits both',
    helpGroup: 'TARGET',
  }),
};

export const targetFlags = {
  ...componentFlags,
  'application-id': guidFlag({
    summary: 'Client ID of the app registration or managed identity',
    helpGroup: 'TARGET',
  }),
};
export type TargetFlags = FlagValues<typeof targetFlags>;

export const passwordFlags = {
  'password-file': Flags.string({
    summary: 'Read the password of a PFX from FILE',
    description:
      'Without this flag the password is read from PPMI_PASSWORD, or prompted for when ppmi runs in a terminal.',
    helpValue: 'FILE',
    helpGroup: 'PASSWORD',
    exclusive: ['password'],
  }),
  password: Flags.string({
    summary: 'Password of a PFX (visible to other users of this computer; prefer --password-file)',
    helpValue: 'TEXT',
    helpGroup: 'PASSWORD',
    parse: async (input) => {
      process.stderr.write(`${passwordIsVisible}\n`);
      return input;
    },
  }),
};
export type PasswordFlags = FlagValues<typeof passwordFlags>;

const passwordIsVisible =
  'Warning: --password is visible to every user of this computer in the process list. Use --password-file or PPMI_PASSWORD.';

/** Secrets come from files and the environment, never from the command line, which other users can read. */
export const signInFlags = {
  'sign-in': Flags.option({ options: signInMethods })({
    summary: 'Sign-in method (that of the selected profile by default)',
    description:
      'azure-cli and azure-powershell use the account that is signed in there. client-secret reads PPMI_CLIENT_SECRET, or the file that PPMI_CLIENT_SECRET_FILE names. federated reads its assertion from --sign-in-assertion, AZURE_FEDERATED_TOKEN_FILE, GitHub Actions or Azure Pipelines.',
    helpGroup: 'SIGN-IN',
  }),
  'sign-in-tenant': Flags.string({
    summary: 'Tenant to sign in to (that of the environment by default)',
    helpValue: 'GUID|DOMAIN',
    helpGroup: 'SIGN-IN',
  }),
  'sign-in-client-id': guidFlag({
    summary: 'Client ID of the app registration to sign in with',
    helpGroup: 'SIGN-IN',
  }),
  'sign-in-certificate': Flags.string({
    summary: 'PFX or PEM file with the certificate and private key to sign in with',
    helpValue: 'FILE',
    helpGroup: 'SIGN-IN',
  }),
  'sign-in-assertion': Flags.string({
    summary: 'File with the assertion (JWT) for a federated sign-in',
    description: 'The file is read each time a token is requested, so it can be renewed during a run.',
    helpValue: 'FILE',
    helpGroup: 'SIGN-IN',
  }),
  'sign-in-token-file': Flags.string({
    summary: 'File with access tokens, one per line',
    description: 'Each token is sent only to the audience that it was issued for.',
    helpValue: 'FILE',
    helpGroup: 'SIGN-IN',
  }),
  'azure-cloud': Flags.option({ options: ['public', 'usgov'] as const })({
    summary: 'Azure cloud of the subscription, for an environment in GCC (public by default)',
    helpGroup: 'SIGN-IN',
  }),
  profile: Flags.string({
    summary: 'Profile to use instead of the selected one',
    helpValue: 'NAME',
    helpGroup: 'SIGN-IN',
  }),
  ...passwordFlags,
};
export type SignInFlags = FlagValues<typeof signInFlags>;

/** For every command that connects to services. */
export const connectionFlags = {
  emulate: Flags.string({
    summary: 'Run against the built-in emulator instead of a real tenant',
    description:
      'Append ",healthy" to the scenario for the same environment without the fault. `<%= config.bin %> emulator list` lists the scenarios.',
    helpValue: 'SCENARIO',
    helpGroup: 'CONNECTION',
  }),
  world: Flags.string({
    summary: 'Run against an emulated environment described in FILE',
    description: 'A world file is JSON as described by schemas/world.schema.json.',
    helpValue: 'FILE',
    helpGroup: 'CONNECTION',
    exclusive: ['emulate'],
  }),
  proxy: Flags.string({
    summary: 'Proxy to use instead of the configured one',
    description:
      'Takes precedence over the proxy variables and NO_PROXY. Put a proxy URL that contains a password in PPMI_PROXY: other users can read the command line.',
    helpValue: 'URL',
    helpGroup: 'CONNECTION',
  }),
  'ca-file': Flags.string({
    summary: 'Additional CA certificates to trust, such as that of a TLS-inspecting proxy',
    helpValue: 'FILE',
    env: 'PPMI_CA_FILE',
    helpGroup: 'CONNECTION',
  }),
  'log-file': Flags.string({
    summary: 'Log requests to FILE, one redacted line each',
    helpValue: 'FILE',
    env: 'PPMI_LOG',
    helpGroup: 'CONNECTION',
  }),
  'allow-host': Flags.string({
    summary: 'Send tokens to HOST although it does not belong to a known cloud',
    helpValue: 'HOST',
    multiple: true,
    multipleNonGreedy: true,
    helpGroup: 'CONNECTION',
  }),
};
export type ConnectionFlags = FlagValues<typeof connectionFlags>;

/** Local files to compare with what is registered. */
export const localFileFlags = {
  assembly: Flags.string({
    summary: 'Signed assembly or package that is expected to be registered',
    helpValue: 'FILE',
    helpGroup: 'COMPARE WITH',
    exclusive: ['all', 'environments-file'],
  }),
  'other-file': Flags.string({
    summary: 'File that the configured hash may come from, such as an old assembly, a PEM or a PFX',
    helpValue: 'FILE',
    helpGroup: 'COMPARE WITH',
    multiple: true,
    multipleNonGreedy: true,
  }),
};
export type LocalFileFlags = FlagValues<typeof localFileFlags>;

export const failOnFlags = {
  'fail-on': Flags.option({ options: ['error', 'warning'] as const })({
    summary: 'Minimum severity for exit code 1',
    default: 'error',
  }),
};
export type FailOnFlags = FlagValues<typeof failOnFlags>;
