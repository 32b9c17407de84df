import { defineCommand } from '../../cli/command.ts';
import { upgradeFlags } from '../../flags/identity.ts';
import { changeFlags, repairTargetFlags } from '../../flags/repair.ts';

export default defineCommand({
  summary: 'Change the version of managed identity records without interrupting a plug-in that works',
  description: `Creates the credentials of the new version for every component that is bound to the record, waits until they are effective, sets the version, waits again, then deletes the credentials that only the old version needs.
Nothing is planned where the trust of a bound component cannot be predicted for the new version, or is not verified. With --all, only the records of such components stay as they are.
Every request is recorded in a journal: ppmi repair resume continues an interrupted run, ppmi repair undo goes back in the same order.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --to 2 --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> --to 2 --emulate version-0-deprecated --yes',
  ],
  flags: {
    ...upgradeFlags,
    ...repairTargetFlags,
    ...changeFlags,
  },
  async run({ flags, context, ownPackage, print }) {
    const { upgradeIdentities } = await import('../../features/identity/upgrade.ts');
    return upgradeIdentities(flags, { context, version: ownPackage.version, print });
  },
});
