import { join } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';
import { connectionFlags, guidFlag, passwordFlags, signInFlags, targetFlags, trustFlags } from '../../cli/flags.ts';
import { type ErrorGroup, mostFrequent } from '../../domain/entra-errors/log/groups.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { CorrelateFlags } from '../../features/entra-errors/correlate.ts';
import { decodeText, type ErrorsRead } from '../../features/entra-errors/decode-text.ts';
import type { Live, LiveFlags } from '../../features/entra-errors/live.ts';
import { type ErrorJson, type ErrorsJson, platformJson } from '../../render/json/errors.ts';

export default class ErrorDecode extends BaseCommand {
  static override summary = 'Decode errors of Microsoft Entra ID, Dataverse and the network in a log, trace or page';
  static override description = [
    'Reads the text as it is: JSON, exceptions, fault XML, redirect URLs, CI logs, wrapped or escaped. Each error is reported once, even if several log layers repeat it.',
    'A text of up to 1 MiB with few errors is read as one paste: each attempt is an entry, and errors without an AADSTS code (Dataverse, Azure resources, TLS and network, NuGet, signtool, pipelines) are reported too. A larger text is read as a log: errors are grouped by code and presented assertion, with count, first and last time, and the IDs of the latest. --group and --no-group override this. gz and zip files are unpacked, and UTF-16 is understood.',
    'Works offline, unless --last reads the newest plug-in trace logs of an environment (at most 50 rows), or --application-id reads the credentials of an application. What was presented is compared with these credentials, with --snapshot or with --actual-*, whichever workload presented it. The exit code is 0 also when the text holds no error. Secrets in quoted text are removed.',
  ].join('\n\n');
  static override examples = [
    '<%= config.bin %> <%= command.id %> build.log',
    '<%= config.bin %> <%= command.id %> --text "AADSTS700213: No matching federated identity record found …"',
    'pbpaste | <%= config.bin %> <%= command.id %> -',
    '<%= config.bin %> <%= command.id %> trace.log.gz --top 5 --json',
    '<%= config.bin %> <%= command.id %> error.txt --actual-subject "repo:contoso/app:ref:refs/heads/main"',
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian --last 24h --application-id 7340fedd-d333-4b71-82a9-19ecb095857e',
  ];
  static override args = {
    file: Args.string({
      description: 'File with the text, or - for standard input (also read when it is piped and no file is named)',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    text: Flags.string({ summary: 'Text to decode', helpValue: 'TEXT', exclusive: ['last'] }),
    last: Flags.string({
      summary: 'Fetch plug-in trace logs of the last 90m, 24h, 7d, …',
      helpValue: '24h',
      helpGroup: 'LIVE DATA',
    }),
    'application-id': guidFlag({
      summary: 'Compare with the credentials of this application (client ID)',
      helpGroup: 'LIVE DATA',
      aliases: ['app'],
    }),
    environment: targetFlags.environment,
    ...signInFlags,
    ...connectionFlags,
    ndjson: Flags.boolean({ summary: 'Print one line of JSON per entry', exclusive: ['json'] }),
    top: Flags.integer({ summary: 'Show only the N most frequent groups', helpValue: 'N', min: 1 }),
    assembly: Flags.string({
      summary: 'Compare with a signed assembly or package; requires --tenant and --environment-id',
      helpValue: 'FILE',
      helpGroup: 'COMPARE WITH',
    }),
    snapshot: Flags.string({
      summary: 'Compare with credentials that `ppmi fic list --json` printed',
      helpValue: 'FILE',
      helpGroup: 'COMPARE WITH',
      exclusive: ['application-id'],
    }),
    'actual-subject': Flags.string({
      summary: 'Subject of the credential to compare with',
      helpValue: 'TEXT',
      helpGroup: 'COMPARE WITH',
    }),
    'actual-issuer': Flags.string({
      summary: 'Issuer of the credential to compare with',
      helpValue: 'URL',
      helpGroup: 'COMPARE WITH',
    }),
    'actual-audience': Flags.string({
      summary: 'Audience of the credential to compare with',
      helpValue: 'URI',
      helpGroup: 'COMPARE WITH',
    }),
    'organization-id': guidFlag({
      summary: 'Organization ID, to recognize it in the credential',
      helpGroup: 'COMPARE WITH',
    }),
    ...trustFlags,
    'component-type': targetFlags['component-type'],
    ...passwordFlags,
    group: Flags.boolean({ summary: 'Group by code and presented assertion', allowNo: true }),
  };

  async run(): Promise<ErrorsJson> {
    const { args, flags } = await this.parse(ErrorDecode);
    const group = flags.group ?? (flags.top === undefined ? undefined : true);
    if (flags.text !== undefined && args.file !== undefined) {
      throw new PpmiError('usage', { detail: 'A file and --text cannot be combined' });
    }
    const live = await this.readLive(flags);
    const text = live.traces ?? flags.text;
    const read = text === undefined ? await this.readFrom(args.file, group) : decodeText(text, group);
    const errors = mostFrequent(read.errors, flags.top);
    if (errors.length === 0 && (live.credentials !== null || comparisons.some((name) => flags[name] !== undefined))) {
      this.logToStderr('Not compared: the text holds no AADSTS error that says what was presented.');
    }
    const result = {
      emulated: flags.emulate !== undefined || flags.world !== undefined,
      errors: await this.correlated(errors, flags, live.credentials),
      platform: read.platform?.map(platformJson) ?? null,
      grouped: read.grouped,
    };
    if (flags.ndjson) {
      for (const error of result.errors) this.logJson(error);
      return result;
    }
    return this.finish(result, 0, async (style) => {
      const { errorsText } = await import('../../render/text/errors.ts');
      return errorsText(result, style);
    });
  }

  private async readFrom(file: string | undefined, group: boolean | undefined): Promise<ErrorsRead> {
    const { readErrors } = await import('../../features/entra-errors/read-errors.ts');
    return readErrors(sourceOf(file), { group, workerFile: join(this.config.root, 'dist', 'error-log-worker.js') });
  }

  private async readLive(flags: LiveFlags & { readonly snapshot?: string | undefined }): Promise<Live> {
    const { last, 'application-id': applicationId, snapshot } = flags;
    const credentials = snapshot === undefined ? null : await this.readSnapshot(snapshot);
    if (last === undefined && applicationId === undefined) return { traces: null, credentials };
    const { readLive } = await import('../../features/entra-errors/live.ts');
    const live = await readLive(flags, this.prompt);
    return credentials === null ? live : { ...live, credentials };
  }

  private async readSnapshot(file: string): Promise<Live['credentials']> {
    const { readSnapshot } = await import('../../features/entra-errors/snapshot.ts');
    return readSnapshot(file);
  }

  /** The grammar of subjects is loaded only where there is an error to compare. */
  private async correlated(
    errors: readonly ErrorGroup[],
    flags: CorrelateFlags,
    credentials: Live['credentials'],
  ): Promise<readonly ErrorJson[]> {
    if (errors.length === 0 && flags.assembly === undefined) return [];
    const { correlate } = await import('../../features/entra-errors/correlate.ts');
    return correlate(errors, flags, credentials);
  }
}

/** Flags that ask for a comparison. */
const comparisons = ['actual-subject', 'actual-issuer', 'actual-audience', 'assembly'] as const;

function sourceOf(file: string | undefined): string {
  if (file !== undefined) return file;
  if (!process.stdin.isTTY) return '-';
  throw new PpmiError('usage', { detail: 'Name a file, give --text, or pipe the text in' });
}
