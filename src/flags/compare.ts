/** Flags of the commands that explain a trust or compare it with a credential: `subject` and `error decode`. */
import * as Flags from '@oclif/core/flags';
import type { FlagValues } from './flag-values.ts';
import { guidFlag, localFileFlags, targetFlags, trustFlags } from './shared.ts';

const compareWith = { helpGroup: 'COMPARE WITH' };

/** The claims of a credential, given on the command line. */
const credentialFlags = {
  'actual-subject': Flags.string({
    ...compareWith,
    summary: 'Subject of the credential to compare with',
    helpValue: 'TEXT',
  }),
  'actual-issuer': Flags.string({
    ...compareWith,
    summary: 'Issuer of the credential to compare with',
    helpValue: 'URL',
  }),
  'actual-audience': Flags.string({
    ...compareWith,
    summary: 'Audience of the credential to compare with',
    helpValue: 'URI',
  }),
  'organization-id': guidFlag({
    summary: 'Organization ID of the environment, to recognize it in a credential',
    helpGroup: 'CONTEXT',
  }),
};

export const subjectExplainFlags = {
  issuer: Flags.string({ summary: 'Issuer of the same credential', helpValue: 'URL' }),
  audience: Flags.string({ summary: 'Audience of the same credential', helpValue: 'URI' }),
};
export type SubjectExplainFlags = FlagValues<typeof subjectExplainFlags>;

export const subjectDiffFlags = {
  ...trustFlags,
  ...targetFlags,
  ...credentialFlags,
  'other-file': localFileFlags['other-file'],
  'home-tenant-id': guidFlag({
    summary: 'Tenant ID of the application, if it is registered in another tenant',
    helpGroup: 'CONTEXT',
  }),
};
export type SubjectDiffFlags = FlagValues<typeof subjectDiffFlags>;

export const decodeFlags = {
  text: Flags.string({ summary: 'Text to decode', helpValue: 'TEXT', exclusive: ['last'] }),
  ndjson: Flags.boolean({ summary: 'Print one JSON line per error', exclusive: ['json'] }),
  top: Flags.integer({ summary: 'Show only the N most frequent groups', helpValue: 'N', min: 1 }),
  group: Flags.boolean({ summary: 'Group errors by code and presented assertion', allowNo: true }),
  last: Flags.string({
    summary: 'Read the plug-in trace logs of the last 90m, 24h, 7d, …',
    helpValue: 'TIME',
    helpGroup: 'LIVE DATA',
  }),
  'application-id': guidFlag({
    summary: "Compare with this application's federated credentials",
    aliases: ['app'],
    helpGroup: 'LIVE DATA',
  }),
  environment: targetFlags.environment,
  'component-type': targetFlags['component-type'],
  ...trustFlags,
  assembly: Flags.string({
    ...compareWith,
    summary: 'Signed assembly or package to compare with (requires --tenant and --environment-id)',
    helpValue: 'FILE',
  }),
  snapshot: Flags.string({
    ...compareWith,
    summary: 'Credentials to compare with, as printed by `<%= config.bin %> fic list --json`',
    helpValue: 'FILE',
    exclusive: ['application-id'],
  }),
  ...credentialFlags,
};
export type DecodeFlags = FlagValues<typeof decodeFlags>;
