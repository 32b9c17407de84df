import { defineCommand } from '../cli/command.ts';
import { doctorFlags, fleetFlags } from '../flags/doctor.ts';
import { connectionFlags, localFileFlags, signInFlags, targetFlags, trustFlags } from '../flags/shared.ts';

export default defineCommand({
  summary: 'Find out why a component cannot use its managed identity',
  description: `Reads the configuration of a component from end to end (environment, component, record, application, federated credentials, certificate of the registered file), checks it, and shows the cause first. Nothing is changed. Checks that could not run are listed separately and never count as passed.
Without --component, <%= config.bin %> checks the only component that has an identity, or each of them.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian',
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in device-code --sign-in-client-id 11111111-2222-3333-4444-555555555555',
    '<%= config.bin %> <%= command.id %> --all --environments-file environments.txt --shard 2/8 --ndjson > part-2.ndjson',
  ],
  flags: {
    ...targetFlags,
    cloud: trustFlags.cloud,
    ...localFileFlags,
    ...fleetFlags,
    ...signInFlags,
    ...connectionFlags,
    ...doctorFlags,
  },
  async run({ flags, context, ownPackage }) {
    const { runDoctor } = await import('../features/doctor/doctor.ts');
    return runDoctor(context, flags, ownPackage.version);
  },
});
