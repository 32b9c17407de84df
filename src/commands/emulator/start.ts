import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../../cli/command.ts';

export default defineCommand({
  summary: 'Run the emulator as a local proxy until Ctrl+C',
  description: `Emulates Microsoft Entra ID, Microsoft Graph, Dataverse and Azure Resource Manager on this computer. Any program can use it: set HTTPS_PROXY and trust the CA file, and the emulator answers for the real host names.
With --json, prints one line when it is ready. The files named there are deleted when it ends.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --scenario tenant-big-endian',
    '<%= config.bin %> <%= command.id %> --scenario healthy-v2-issued,cloud=gcchigh --port 8443 --json',
    '<%= config.bin %> <%= command.id %> --world contoso.json --record requests.har',
  ],
  flags: {
    scenario: Flags.string({
      summary: 'Scenario to emulate (see `<%= config.bin %> emulator list`)',
      helpValue: 'SCENARIO',
      exactlyOne: ['scenario', 'world'],
    }),
    world: Flags.string({
      summary: 'World file that describes the environment to emulate',
      description: 'A world file is JSON as described by schemas/world.schema.json.',
      helpValue: 'FILE',
    }),
    port: Flags.integer({
      summary: 'Port on the loopback interface (any free port by default)',
      helpValue: 'PORT',
      min: 1,
      max: 65535,
    }),
    'ca-out': Flags.string({ summary: 'Write the CA certificate to FILE and keep it', helpValue: 'FILE' }),
    record: Flags.string({
      summary: 'Write all requests and responses to FILE as HAR, without tokens and secrets',
      helpValue: 'FILE',
    }),
  },
  async run({ flags, context, print, printJson }) {
    const { runEmulator } = await import('../../features/emulator/run-emulator.ts');
    await runEmulator(flags, { context, print, printJson });
    return null;
  },
});
