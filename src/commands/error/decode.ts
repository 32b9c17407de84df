import { join } from 'node:path';
import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';
import { connectionFlags, guidFlag, passwordFlags, signInFlags, targetFlags, trustFlags } from '../../cli/flags.ts';
import { ownPackage } from '../../cli/host.ts';
import { type ErrorGroup, mostFrequent } from '../../domain/entra-errors/log/groups.ts';
import { PpmiError } from '../../domain/errors.ts';
import type { CorrelateFlags } from '../../features/entra-errors/correlate.ts';
import { decodeText, type ErrorsRead } from '../../features/entra-errors/decode-text.ts';
import type { Live, LiveFlags } from '../../features/entra-errors/live.ts';
import { type Correlation, type ErrorsJson, errorJson, platformJson, uncorrelated } from '../../render/json/errors.ts';

export default class ErrorDecode extends BaseCommand {
  static override summary = 'decode errors of Microsoft Entra ID out of a stack, a trace, a page or a log';
  static override description = [
    'Reads whatever the error arrived in: JSON, exceptions, fault XML, redirect URLs, CI logs, wrapped or escaped. Each error is told once, however many layers repeat it.',
    'A text of up to 1 MiB with few errors is read as one paste: each attempt is an entry. Anything larger is read as a log: errors are grouped by code and presented assertion, with count, first and last time, and the ids of the latest. --group and --no-group decide it. gz and zip are read through, UTF-16 is understood.',
    'Offline, unless --last reads the newest plug-in trace logs of an environment (at most 50 rows), or --app the credentials of an application, which are then compared with what was presented. Exit code 0 also when there is no error in the text. Secrets in quoted text are left out.',
  ].join('\n\n');
  static override examples = [
    '<%= config.bin %> <%= command.id %> build.log',
    '<%= config.bin %> <%= command.id %> --text "AADSTS700213: No matching federated identity record found …"',
    'pbpaste | <%= config.bin %> <%= command.id %> -',
    '<%= config.bin %> <%= command.id %> trace.log.gz --top 5 --json',
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian --last 24h --app 7340fedd-d333-4b71-82a9-19ecb095857e',
  ];
  static override args = {
    file: Args.string({
      description:
        'file with the text, or - for standard input, which is also read when it is piped and nothing is named',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    text: Flags.string({ summary: 'the text itself', helpValue: 'TEXT', exclusive: ['last'] }),
    last: Flags.string({ summary: 'read the trace logs of so long back, live', helpValue: '24h', helpGroup: 'LIVE' }),
    app: guidFlag({ summary: 'compare with the credentials of this application, live', helpGroup: 'LIVE' }),
    environment: targetFlags.environment,
    ...signInFlags,
    ...connectionFlags,
    ndjson: Flags.boolean({ summary: 'one line of JSON per entry', exclusive: ['json'] }),
    top: Flags.integer({ summary: 'only the most frequent groups', helpValue: 'N', min: 1 }),
    assembly: Flags.string({
      summary: 'signed assembly or package to compare with what was presented; needs --tenant and --environment-id',
      helpValue: 'FILE',
      helpGroup: 'SET-UP',
    }),
    snapshot: Flags.string({
      summary: 'credentials to compare, as `ppmi fic list --json` printed them',
      helpValue: 'FILE',
      helpGroup: 'SET-UP',
      exclusive: ['app'],
    }),
    'actual-subject': Flags.string({
      summary: 'subject of the credential to compare',
      helpValue: 'TEXT',
      helpGroup: 'SET-UP',
    }),
    'actual-issuer': Flags.string({ summary: 'its issuer', helpValue: 'URL', helpGroup: 'SET-UP' }),
    'actual-audience': Flags.string({ summary: 'its audience', helpValue: 'URI', helpGroup: 'SET-UP' }),
    'organization-id': guidFlag({ summary: 'organization id, to recognise it in the credential', helpGroup: 'SET-UP' }),
    ...trustFlags,
    'component-type': targetFlags['component-type'],
    ...passwordFlags,
    group: Flags.boolean({ summary: 'group by code and presented assertion', allowNo: true }),
  };

  async run(): Promise<ErrorsJson> {
    const { args, flags } = await this.parse(ErrorDecode);
    const group = flags.group ?? (flags.top === undefined ? undefined : true);
    if (flags.text !== undefined && args.file !== undefined) {
      throw new PpmiError('usage', { detail: 'Give a file or --text, not both' });
    }
    const live = await this.readLive(flags);
    const text = live.traces ?? flags.text;
    const read = text === undefined ? await this.readFrom(args.file, group) : decodeText(text, group);
    const link = await this.linker(read.errors, flags, live.credentials);
    const result = {
      emulated: flags.emulate !== undefined || flags.world !== undefined,
      errors: mostFrequent(read.errors, flags.top).map((error) => errorJson(error, link(error))),
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
    return readErrors(sourceOf(file), {
      group,
      workerFile: join(ownPackage(this.config).root, 'dist', 'error-log-worker.js'),
    });
  }

  private async readLive(flags: LiveFlags & { readonly snapshot?: string | undefined }): Promise<Live> {
    const { last, app, snapshot } = flags;
    const credentials = snapshot === undefined ? null : await this.readSnapshot(snapshot);
    if (last === undefined && app === undefined) return { traces: null, credentials };
    const { readLive } = await import('../../features/entra-errors/live.ts');
    const live = await readLive(flags, this.prompt);
    return credentials === null ? live : { ...live, credentials };
  }

  private async readSnapshot(file: string): Promise<Live['credentials']> {
    const { readSnapshot } = await import('../../features/entra-errors/snapshot.ts');
    return readSnapshot(file);
  }

  /** The grammar of subjects is loaded only where there is a subject, or a file to read. */
  private async linker(
    errors: readonly ErrorGroup[],
    flags: CorrelateFlags,
    credentials: Live['credentials'],
  ): Promise<(error: ErrorGroup) => Correlation> {
    const wanted = flags.assembly !== undefined || errors.some(({ presented }) => presented.subject !== null);
    return wanted
      ? (await import('../../features/entra-errors/correlate.ts')).correlate(flags, credentials)
      : () => uncorrelated;
  }
}

function sourceOf(file: string | undefined): string {
  if (file !== undefined) return file;
  if (!process.stdin.isTTY) return '-';
  throw new PpmiError('usage', { detail: 'give a file, --text TEXT, or pipe the text in' });
}
