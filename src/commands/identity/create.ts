import { defineCommand } from '../../cli/command.ts';
import { createIdentityFlags } from '../../flags/identity.ts';
import { changeFlags, repairTargetFlags } from '../../flags/repair.ts';

export default defineCommand({
  summary: 'Create a managed identity record, and bind a component to it',
  description: `Without --component, only the record is created.
The plan is shown first. Every request is recorded in a journal: ppmi repair undo reverts the run.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --application-id 11111111-2222-3333-4444-555555555555 --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in azure-cli',
  ],
  flags: {
    ...repairTargetFlags,
    ...createIdentityFlags,
    ...changeFlags,
  },
  async run({ flags, context, ownPackage, print }) {
    const { createIdentity } = await import('../../features/identity/change-records.ts');
    return createIdentity(flags, { context, version: ownPackage.version, print });
  },
});
