import * as Args from '@oclif/core/args';
import { defineCommand } from '../../cli/command.ts';
import { decodeFlags } from '../../flags/compare.ts';
import { connectionFlags, signInFlags } from '../../flags/shared.ts';

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
    ...decodeFlags,
    ...signInFlags,
    ...connectionFlags,
  },
  async run({ args, flags, context, ownPackage, printJson }) {
    const { decodeErrors } = await import('../../features/entra-errors/decode-errors.ts');
    return decodeErrors(context, args.file, flags, { root: ownPackage.root, onError: flags.ndjson ? printJson : null });
  },
});
