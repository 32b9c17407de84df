import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../../cli/command.ts';
import { guidFlag } from '../../cli/flags.ts';
import { changeFlags, repairTargetFlags } from '../../cli/repair-flags.ts';

export default defineCommand({
  summary: 'Create a managed identity record, and bind a component to it',
  description: `Without --component, only the record is created.
The plan is shown first. Every request is recorded in a journal: ppmi repair undo reverts the run.`,
  examples: [
    '<%= config.bin %> <%= command.id %> --application-id 11111111-2222-3333-4444-555555555555 --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in azure-cli',
  ],
  flags: {
    ...repairTargetFlags,
    'application-id': guidFlag({
      summary: 'Client ID of the app registration or managed identity',
      required: true,
      helpGroup: 'CHANGE',
    }),
    name: Flags.string({
      summary: 'Name of the record (that of the component by default)',
      helpValue: 'NAME',
      helpGroup: 'CHANGE',
    }),
    'trust-version': Flags.option({ options: ['0', '1', '2'] as const })({
      summary: 'Version of the record',
      default: '2',
      helpGroup: 'CHANGE',
    }),
    ...changeFlags,
  },
  async run({ flags, context, ownPackage, print }) {
    const { createIdentity } = await import('../../features/identity/change-records.ts');
    return createIdentity(flags, { context, version: ownPackage.version, print });
  },
});
