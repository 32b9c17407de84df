import { defineCommand } from '../../cli/command.ts';
import {
  connectionFlags,
  failOnFlags,
  localFileFlags,
  signInFlags,
  targetFlags,
  trustFlags,
} from '../../flags/shared.ts';

export default defineCommand({
  summary: 'Verify that a federated credential fits a component exactly',
  description:
    'Compares every credential of the application with what the platform presents for the component, as subject diff does. Exit code 1: none is equal.',
  examples: [
    '<%= config.bin %> <%= command.id %> --environment https://contoso.crm4.dynamics.com --component Contoso.Plugins --sign-in azure-cli',
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian',
  ],
  flags: {
    ...targetFlags,
    cloud: trustFlags.cloud,
    'trust-version': trustFlags['trust-version'],
    'other-file': localFileFlags['other-file'],
    ...signInFlags,
    ...connectionFlags,
    ...failOnFlags,
  },
  async run({ flags, context }) {
    const { compareSubjects } = await import('../../features/subject/compare-subjects.ts');
    return compareSubjects(context, undefined, flags);
  },
});
