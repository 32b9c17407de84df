import { defineCommand } from '../../cli/command.ts';
import { startEmulatorFlags } from '../../flags/emulator.ts';

export default defineCommand({
  summary: 'Run the emulator as a local proxy until Ctrl+C',
  description: `Emulates Microsoft Entra ID, Microsoft Graph, Dataverse and Azure Resource Manager on this computer. Any program can use it: set HTTPS_PROXY and trust the CA file, and the emulator answers for the real host names.
With --json, prints one line when it is ready. The files named there are deleted when it ends.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --scenario tenant-big-endian',
    '<%= config.bin %> <%= command.id %> --scenario healthy-v2-issued,cloud=gcchigh --port 8443 --json',
    '<%= config.bin %> <%= command.id %> --world contoso.json --record requests.har',
  ],
  flags: startEmulatorFlags,
  async run({ flags, context, print, printJson }) {
    const { runEmulator } = await import('../../features/emulator/run-emulator.ts');
    await runEmulator(flags, { context, print, printJson });
    return null;
  },
});
