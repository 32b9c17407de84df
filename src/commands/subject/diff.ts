import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import { defineCommand } from '../../cli/command.ts';
import {
  connectionFlags,
  failOnFlags,
  guidFlag,
  localFileFlags,
  signInFlags,
  targetFlags,
  trustFlags,
} from '../../cli/flags.ts';

const compareWith = { helpGroup: 'COMPARE WITH' };
const contextFlag = { helpGroup: 'CONTEXT' };

export default defineCommand({
  summary: 'Compare what the platform presents with what a federated credential expects, part by part',
  description:
    'With FILE, no service is contacted. Without FILE, reads the component and the credentials of its application. Exit code 1: they differ.',
  examples: [
    "<%= config.bin %> <%= command.id %> MyPlugin.dll --tenant 7d1e4a52-1f7b-4a52-9d0b-2f4f6a1c7d21 --environment-id 0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77 --actual-subject '/eid1/c/pub/t/…'",
    '<%= config.bin %> <%= command.id %> --emulate tenant-big-endian',
  ],
  args: {
    file: Args.string({
      description: 'Signed assembly or package, or its certificate, or - for standard input',
      ignoreStdin: true,
    }),
  },
  flags: {
    ...trustFlags,
    ...targetFlags,
    'actual-subject': Flags.string({ ...compareWith, summary: 'Subject of the credential', helpValue: 'TEXT' }),
    'actual-issuer': Flags.string({ ...compareWith, summary: 'Issuer of the credential', helpValue: 'URL' }),
    'actual-audience': Flags.string({ ...compareWith, summary: 'Audience of the credential', helpValue: 'URI' }),
    'other-file': localFileFlags['other-file'],
    'organization-id': guidFlag({ ...contextFlag, summary: 'Organization ID of the environment' }),
    'home-tenant-id': guidFlag({
      ...contextFlag,
      summary: 'Tenant ID of the application, if it is registered in another tenant',
    }),
    ...signInFlags,
    ...connectionFlags,
    ...failOnFlags,
  },
  async run({ args, flags, context }) {
    const { compareSubjects } = await import('../../features/subject/compare-subjects.ts');
    return compareSubjects(context, args.file, flags);
  },
});
