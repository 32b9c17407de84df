import * as Flags from '@oclif/core/flags';
import { BaseCommand } from '../../cli/base-command.ts';

export default class EmulatorStart extends BaseCommand {
  static override summary = 'run a pretended Microsoft cloud until Ctrl+C';
  static override description =
    `Any program can be pointed at it with nothing but HTTPS_PROXY and a CA file: it answers for the real host names, on this machine only.
With --json it prints one line when it is ready. The files it names are deleted when it ends.`;
  static override examples = [
    '<%= config.bin %> <%= command.id %> --scenario tenant-big-endian',
    '<%= config.bin %> <%= command.id %> --scenario healthy-v2-issued,cloud=gcchigh --port 8443 --json',
    '<%= config.bin %> <%= command.id %> --world contoso.json --record requests.har',
  ];
  static override flags = {
    scenario: Flags.string({
      summary: 'the world to pretend; `emulator list` names them all',
      helpValue: 'SCENARIO',
      exactlyOne: ['scenario', 'world'],
    }),
    world: Flags.string({ summary: 'a world of your own: schemas/world.schema.json', helpValue: 'FILE' }),
    port: Flags.integer({ summary: 'port on loopback; any free one if not given', min: 1, max: 65535 }),
    'ca-out': Flags.string({ summary: 'write the CA certificate to this file and keep it', helpValue: 'FILE' }),
    record: Flags.string({
      summary: 'write requests and answers to this file at the end, in HAR form, without tokens and secrets',
      helpValue: 'FILE',
    }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(EmulatorStart);
    const { openEmulator } = await import('../../features/emulator/open-emulator.ts');
    const onRequest = (line: string) => this.hint(line);
    const emulator = await openEmulator({ ...flags, onRequest });
    try {
      if (this.jsonEnabled()) this.logJson(emulator.access);
      await this.print(async (style) => {
        const { emulatorText } = await import('../../render/text/emulator.ts');
        return emulatorText(emulator.title, emulator.access, style);
      });
      this.hint('Ctrl+C ends it.');
      await toldToEnd();
    } finally {
      await emulator.close();
    }
  }
}

function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
