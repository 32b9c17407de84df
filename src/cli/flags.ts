/** Flags that several commands take. Names and meanings are stable: docs/stability.md. */
import * as Flags from '@oclif/core/flags';
import { cloudIds } from '../domain/cloud/cloud-id.ts';
import { PpmiError } from '../domain/errors.ts';
import { parseGuid } from '../domain/guid.ts';
import { signInMethods } from '../domain/sign-in-methods.ts';

/** A GUID in any usual form, given on as lower case with dashes. */
export const guidFlag = Flags.custom<string>({
  helpValue: 'GUID',
  parse: async (input, _context, { name }) => {
    const guid = parseGuid(input.trim());
    if (guid === null) throw wrongValue(name, input, 'a GUID such as 8e1a4c30-1f0d-4f0e-9d0b-2f4f6a1c7d21');
    return guid;
  },
});

/** A GUID, or `Default-` and a GUID: the id of a default environment. */
const environmentIdFlag = Flags.custom<string>({
  helpValue: 'GUID',
  parse: async (input, _context, { name }) => {
    const [, prefix = '', rest = ''] = /^(Default-)?(.*)$/i.exec(input.trim()) ?? [];
    const guid = parseGuid(rest);
    if (guid === null) throw wrongValue(name, input, 'a GUID, or Default- and a GUID');
    return prefix === '' ? guid : `Default-${guid}`;
  },
});

function wrongValue(name: string, input: string, wanted: string): PpmiError {
  return new PpmiError('usage', { detail: `--${name} takes ${wanted}, not "${input}"` });
}

/** What a trust is computed from. */
export const trustFlags = {
  tenant: guidFlag({ summary: 'tenant of the environment', helpGroup: 'TRUST' }),
  'environment-id': environmentIdFlag({
    summary: 'Power Platform environment id, not the organization id',
    helpGroup: 'TRUST',
  }),
  cloud: Flags.option({ options: cloudIds })({
    summary: 'cloud of the environment; public if not given',
    helpGroup: 'TRUST',
  }),
  'trust-version': Flags.option({ options: ['0', '1', '2'] as const })({
    summary: 'version of the managed identity record',
    helpGroup: 'TRUST',
  }),
};

/** Which component of which environment. */
export const componentFlags = {
  environment: Flags.string({
    summary: 'environment, by URL or id',
    helpValue: 'URL|ID',
    helpGroup: 'TARGET',
  }),
  component: Flags.string({
    summary: 'plug-in assembly or package, by name, unique name or id',
    helpValue: 'NAME|ID',
    helpGroup: 'TARGET',
  }),
  'component-type': Flags.option({ options: ['assembly', 'package'] as const })({
    summary: 'which kind, where a name fits both',
    helpGroup: 'TARGET',
  }),
};

export const targetFlags = {
  ...componentFlags,
  'application-id': guidFlag({ summary: 'client id of the application', helpGroup: 'TARGET' }),
};

/** A password that stands in no flag is read from PPMI_PASSWORD, or asked for where there is a terminal. */
export const passwordFlags = {
  'password-file': Flags.string({
    summary: 'file with the password of a PFX',
    description: 'Without it the password is taken from PPMI_PASSWORD, or asked for on a terminal.',
    helpValue: 'FILE',
    exclusive: ['password'],
  }),
  password: Flags.string({
    summary: 'the password itself; others on this machine can read it, so there is a warning',
    helpValue: 'TEXT',
    parse: async (input) => {
      process.stderr.write(`${passwordSeen}\n`);
      return input;
    },
  }),
};

const passwordSeen =
  'Warning: every user of this machine can read --password in the list of processes. Use --password-file or PPMI_PASSWORD.';

/** How to sign in. Secrets come from files and the environment, never from a command line, which others can read. */
export const signInFlags = {
  'sign-in': Flags.option({ options: signInMethods })({
    summary: 'how to sign in; the selected profile if not given',
    description:
      'A client secret is read from PPMI_CLIENT_SECRET or from the file that PPMI_CLIENT_SECRET_FILE names. federated takes its assertion from --sign-in-assertion, AZURE_FEDERATED_TOKEN_FILE, GitHub Actions or Azure Pipelines.',
    helpGroup: 'SIGN-IN',
  }),
  'sign-in-tenant': Flags.string({
    summary: 'tenant to sign in to; the environment’s own if not given',
    helpValue: 'GUID|DOMAIN',
    helpGroup: 'SIGN-IN',
  }),
  'sign-in-client-id': guidFlag({ summary: 'client id of the application to sign in with', helpGroup: 'SIGN-IN' }),
  'sign-in-certificate': Flags.string({
    summary: 'PFX or PEM file with certificate and private key',
    helpValue: 'FILE',
    helpGroup: 'SIGN-IN',
  }),
  'sign-in-assertion': Flags.string({
    summary: 'file with the assertion (JWT) of a federated sign-in; read anew at each use',
    helpValue: 'FILE',
    helpGroup: 'SIGN-IN',
  }),
  'sign-in-token-file': Flags.string({
    summary: 'file with access tokens, one a line; each is sent to its own audience only',
    helpValue: 'FILE',
    helpGroup: 'SIGN-IN',
  }),
  'azure-cloud': Flags.option({ options: ['public', 'usgov'] as const })({
    summary: 'GCC only: the Azure cloud of the subscription; public if not given',
    helpGroup: 'SIGN-IN',
  }),
  profile: Flags.string({
    summary: 'profile to use instead of the selected one (ppmi auth list)',
    helpValue: 'NAME',
    helpGroup: 'SIGN-IN',
  }),
  ...passwordFlags,
};

/** For every command that talks. */
export const connectionFlags = {
  emulate: Flags.string({
    summary: 'talk to a pretended cloud and to nothing else',
    description: 'SCENARIO,healthy is the healthy twin. `ppmi emulator list` names the scenarios.',
    helpValue: 'SCENARIO',
    helpGroup: 'CONNECTION',
  }),
  world: Flags.string({
    summary: 'the same, with a world of your own',
    description: 'JSON as in schemas/world.schema.json: a set-up rebuilt from what Graph and an error stack show.',
    helpValue: 'FILE',
    helpGroup: 'CONNECTION',
    exclusive: ['emulate'],
  }),
  proxy: Flags.string({
    summary: 'proxy to take, whatever the variables and NO_PROXY say',
    description: 'Others can read a command line: an address with a password belongs into PPMI_PROXY.',
    helpValue: 'URL',
    helpGroup: 'CONNECTION',
  }),
  'ca-file': Flags.string({
    summary: 'trust these authorities too, such as that of a proxy that opens TLS',
    helpValue: 'FILE',
    env: 'PPMI_CA_FILE',
    helpGroup: 'CONNECTION',
  }),
  'log-file': Flags.string({
    summary: 'write one redacted line a request to this file',
    helpValue: 'FILE',
    env: 'PPMI_LOG',
    helpGroup: 'CONNECTION',
  }),
  'allow-host': Flags.string({
    summary: 'send tokens to this host too, which is not in the cloud table',
    helpValue: 'HOST',
    multiple: true,
    multipleNonGreedy: true,
    helpGroup: 'CONNECTION',
  }),
};

/** Many components in one run. */
export const fleetFlags = {
  all: Flags.boolean({ summary: 'look at every component that has an identity', helpGroup: 'MANY' }),
  'environments-file': Flags.string({
    summary: 'the same in every environment that this file names, a URL a line',
    helpValue: 'FILE',
    helpGroup: 'MANY',
    exclusive: ['environment'],
  }),
  shard: Flags.string({
    summary: 'only this part of the components, such as 2/8 for the second of eight',
    helpValue: 'PART/PARTS',
    helpGroup: 'MANY',
  }),
  ndjson: Flags.boolean({
    summary: 'a line of JSON for each component when it is finished, and a summary as the last',
    helpGroup: 'MANY',
  }),
  resume: Flags.string({
    summary: 'leave out what is finished in this file, which --ndjson wrote; append to it with >>',
    helpValue: 'FILE',
    helpGroup: 'MANY',
  }),
};

/** Which profile. */
export const profileChoiceFlags = {
  name: Flags.string({ summary: 'name of the profile', helpValue: 'NAME', exclusive: ['index'] }),
  index: Flags.integer({ summary: 'its number in `ppmi auth list`', helpValue: 'N', min: 1 }),
};

/** Files of whoever asks. */
export const localFileFlags = {
  assembly: Flags.string({
    summary: 'signed assembly or package that should be registered, to compare with what is',
    helpValue: 'FILE',
    helpGroup: 'FILES',
    exclusive: ['all', 'environments-file'],
  }),
  'other-file': Flags.string({
    summary: 'earlier assembly, or PEM or PFX that may have been hashed',
    helpValue: 'FILE',
    helpGroup: 'FILES',
    multiple: true,
    multipleNonGreedy: true,
  }),
};

export const failOnFlags = {
  'fail-on': Flags.option({ options: ['error', 'warning'] as const })({
    summary: 'the least severity that gives exit code 1',
    default: 'error',
  }),
};
