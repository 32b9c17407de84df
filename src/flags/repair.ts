/** Flags of the commands that repair. */
import * as Flags from '@oclif/core/flags';
import { handoverFormats } from '../domain/handover-formats.ts';
import type { FlagValues } from './flag-values.ts';
import { connectionFlags, guidFlag, signInFlags, targetFlags, trustFlags } from './shared.ts';

export const repairTargetFlags = {
  ...targetFlags,
  cloud: trustFlags.cloud,
  ...signInFlags,
  ...connectionFlags,
};

export const yesFlag = Flags.boolean({ char: 'y', summary: 'Apply without confirmation', helpGroup: 'REPAIR' });

export const assertionFlag = Flags.string({
  summary: 'File with the assertion (JWT) that the plug-in presented, to run the token exchange after the repair',
  description: 'On a real target, where ppmi cannot run the plug-in. An assertion is valid for minutes.',
  helpValue: 'FILE',
  helpGroup: 'REPAIR',
  exclusive: ['emulate', 'world'],
});

export const foreignTenantFlag = guidFlag({
  summary: 'Confirm that the environment of this other tenant may use the application',
  helpGroup: 'REPAIR',
});

/** The plan for a user who has the permissions. */
export const handoverFlags = {
  as: Flags.option({ options: handoverFormats })({
    summary: 'Print the plan and its undo for another tool, and change nothing',
    helpGroup: 'HANDOVER',
    exclusive: ['yes', 'dry-run'],
  }),
  output: Flags.string({
    summary: 'Write what --as prints to a new file',
    helpValue: 'FILE',
    helpGroup: 'HANDOVER',
    dependsOn: ['as'],
  }),
};
export type HandoverFlags = FlagValues<typeof handoverFlags>;

/** Many components in one plan. */
export const repairFleetFlags = {
  all: Flags.boolean({
    summary: 'Repair every component that has a managed identity',
    helpGroup: 'FLEET',
    exclusive: ['component', 'plan-out', 'as', 'choose', 'assertion'],
  }),
  'environments-file': Flags.string({
    summary: 'Repair every component of the environments listed in FILE (one URL per line)',
    helpValue: 'FILE',
    helpGroup: 'FLEET',
    exclusive: ['environment', 'component', 'plan-out', 'as', 'choose', 'assertion'],
  }),
};

export const repairFlags = {
  yes: yesFlag,
  'dry-run': Flags.boolean({
    summary: 'Show the plan and change nothing',
    helpGroup: 'REPAIR',
    exclusive: ['yes'],
  }),
  only: Flags.string({
    summary: 'Apply only the steps of this finding code, finding name or step ID',
    helpValue: 'CODE|STEP',
    multiple: true,
    multipleNonGreedy: true,
    helpGroup: 'REPAIR',
  }),
  'plan-out': Flags.string({
    summary: 'Write the plan to a new file for repair apply, and change nothing',
    helpValue: 'FILE',
    helpGroup: 'REPAIR',
    exclusive: ['yes', 'as', 'dry-run'],
  }),
  'remove-old': Flags.boolean({
    summary: 'Delete the old credential that the correct one replaces, in a separate step',
    description:
      'Only if no component of the environment uses it. With --assertion or --emulate the token exchange must succeed first; without, use the flag in a second run, after the plug-in has run.',
    helpGroup: 'REPAIR',
  }),
  choose: guidFlag({
    summary: 'Client ID of the application to use, where the plan offers a choice',
    helpGroup: 'REPAIR',
  }),
  'foreign-tenant': foreignTenantFlag,
  assertion: assertionFlag,
  ...handoverFlags,
  ...repairFleetFlags,
};
export type RepairFlags = FlagValues<typeof repairFlags>;

/** Of commands that change what the user names. */
export const changeFlags = {
  yes: yesFlag,
  'dry-run': repairFlags['dry-run'],
  'foreign-tenant': foreignTenantFlag,
  ...handoverFlags,
};
export type ChangeFlags = FlagValues<typeof changeFlags>;

/** Of commands that continue or undo a run; `assertion` only where an exchange can follow. */
export const runFlags = { yes: yesFlag, assertion: assertionFlag };
export type RunFlags = FlagValues<typeof runFlags>;

export const applyFlags = { yes: yesFlag, 'foreign-tenant': foreignTenantFlag, assertion: assertionFlag };
export type ApplyFlags = FlagValues<typeof applyFlags>;
