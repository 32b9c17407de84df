import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../../cli/command.ts';
import { connectionFlags, guidFlag, signInFlags, targetFlags, trustFlags } from '../../cli/flags.ts';

const compareWith = { helpGroup: 'COMPARE WITH' };

export default defineCommand({
  summary: 'Decode errors of Microsoft Entra ID, Dataverse and the network in a text or log',
  description: `Reads JSON, exceptions, fault XML, redirect URLs and CI logs, also if wrapped or escaped. Each error is reported once, even if several log layers repeat it. Secrets in quoted text are redacted.

A text of up to 1 MiB with few errors is decoded attempt by attempt; errors without an AADSTS code (Dataverse, Azure resources, TLS and network, NuGet, signtool, pipelines) are reported too. A larger one is read as a log: errors are grouped by code and presented assertion, with count, first and last time, and the IDs of the latest error. --group and --no-group override this. gzip and zip files and UTF-16 are read directly.

Works offline. Only --last reads the latest plug-in trace logs of an environment (at most 50 rows), and only --application-id reads the credentials of an application to compare them with what was presented, by a plug-in or any other workload. Exit code 0: the text was read, whether or not it contains an error.`,
  examples: [
    '<%= config.bin %> <%= command.id %> build.log',
    '<%= config.bin %> <%= command.id %> --text "AADSTS700213: No matching federated identity record found …"',
    'pbpaste | <%= config.bin %> <%= command.id %> -',
    '<%= config.bin %> <%= command.id %> trace.log.gz --top 5 --json',
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian --last 24h --application-id 7340fedd-d333-4b71-82a9-19ecb095857e',
  ],
  args: {
    file: Args.string({
      description: 'File with the text, or - for standard input (the default when text is piped in)',
      ignoreStdin: true,
    }),
  },
  flags: {
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
      summary: 'Organization ID, to recognize it in a credential',
      helpGroup: 'CONTEXT',
    }),
    ...signInFlags,
    ...connectionFlags,
  },
  async run({ args, flags, context, ownPackage, printJson }) {
    const { decodeErrors } = await import('../../features/entra-errors/decode-errors.ts');
    return decodeErrors(context, args.file, flags, { root: ownPackage.root, onError: flags.ndjson ? printJson : null });
  },
});
