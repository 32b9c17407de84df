/** Repairs, and bugs in ppmi. */
import { quoted } from '../../domain/harmless-text.ts';
import { guidWord } from '../../domain/shell/words.ts';
import { named } from '../commands.ts';
import { ending, known, ownError } from './error.ts';

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const asList = (value: unknown): string =>
  Array.isArray(value) ? value.map((name) => quoted(String(name))).join(', ') : String(value ?? '');

export const repair = {
  'repair-real-target': ownError('PPMI9025', {
    title: 'Not applied to a real environment',
    message: () => 'The plan was not applied, because this version of ppmi changes only emulated environments.',
    cause: 'Only development versions before 0.1.0 report this. Later versions apply plans to real environments.',
    fix: ['Use version 0.1.0 or later:', '  ppmi version'],
  }),
  'repair-changed-meanwhile': ownError('PPMI9026', {
    title: 'The configuration changed after the plan was made',
    message: ({ what }) =>
      `${known(what, 'The configuration')} changed after the plan was made. No further step was applied.`,
    cause: 'A plan is valid only for the configuration that it was made from. ppmi reads it again before each change.',
    fix: ['Run the repair again to make a new plan.'],
  }),
  'repair-not-proven': ownError('PPMI9027', {
    title: 'Repair not verified',
    message: (args) => `The repair did not complete${ending(args)}`,
    cause: 'A step failed, another problem remains, or a new credential has not yet replicated in Entra.',
    fix: ({ permission, who, doctor, advice }, { onTarget }) => [
      ...(advice == null ? [] : [String(advice)]),
      permission == null
        ? advice == null
          ? 'Wait a few minutes, then run the diagnosis again:'
          : 'Check the same target again:'
        : `Ask ${who ?? 'an administrator'} for ${permission}, sign in again, then run the diagnosis again:`,
      doctor == null ? onTarget(['doctor']) : `  ${doctor}`,
      ...(permission == null
        ? []
        : ['Or repeat the command with --as az, which prints the plan for a user who has it.']),
    ],
  }),
  'repair-locked': ownError('PPMI9050', {
    title: 'Another repair is running',
    message: ({ what, pid, host, user, since, run }) =>
      `The ${known(what, 'target')} is locked by process ${known(pid, 'unknown')} of ${known(user, 'another user')} on ${known(host, 'this computer')} since ${known(since, 'an unknown time')} (run ${known(run, 'unknown')}).`,
    cause: 'ppmi repairs one application and one environment at a time, so that two runs cannot undo each other.',
    fix: ['Wait until it has ended, then run the repair again. List the runs of this machine:', '  ppmi repair list'],
  }),
  'run-unknown': ownError('PPMI9051', {
    title: 'No such repair run',
    message: ({ run, what }) =>
      run === undefined || run === ''
        ? `There is no run to ${known(what, 'use')}.`
        : `There is no run ${run} on this machine.`,
    cause: 'Runs are kept in the state folder of the user who made them (PPMI_STATE_DIR overrides the folder).',
    fix: ['List the runs of this machine:', '  ppmi repair list'],
  }),
  'state-unwritable': ownError('PPMI9052', {
    title: 'Cannot write the journal',
    message: ({ folder, detail }) =>
      `Cannot write to ${known(folder, 'the state folder')}${ending({ detail: detail ?? null })}`,
    cause: 'Every request is written to a journal before it is sent, so that a repair can be resumed and undone.',
    fix: ['Free space or correct the permissions, or name another folder with PPMI_STATE_DIR.'],
  }),
  'repair-conflict': ownError('PPMI9053', {
    title: 'The object was changed outside this run',
    message: ({ what, detail }) => `${known(what, 'A step')} was not applied${ending({ detail: detail ?? null })}`,
    cause:
      'The object no longer holds the values that the step replaces. ppmi never overwrites a change that it did not make.',
    fix: ['Run ppmi doctor on the same target and decide which values are right.'],
  }),
  'foreign-tenant': ownError('PPMI9055', {
    title: 'The environment belongs to another tenant',
    message: ({ tenant, directory }) =>
      `The environment belongs to tenant ${known(tenant, 'that is not yours')}, but the application that would change is in tenant ${known(directory, 'of the sign-in')}. Nothing was applied.`,
    cause:
      'The plan would let plug-ins of that environment get tokens of an application of your tenant. The owner of that environment decides what those plug-ins do.',
    fix: [
      'If you trust the environment, confirm its tenant with --foreign-tenant and the ID of that tenant.',
      'If you do not know the tenant, do not apply the plan.',
    ],
  }),
  'plan-invalid': ownError('PPMI9054', {
    title: 'The plan file cannot be applied',
    // A reason goes on after the title, which already says that it cannot be applied.
    message: ({ file, detail }) =>
      `${known(file, 'The plan file')}${detail == null ? ' cannot be applied.' : ending({ detail })}`,
    cause: 'A plan is valid for one target and for the values that it was made from. ppmi plans again and compares.',
    fix: ['Make a new plan on the same target with ppmi repair --plan-out FILE.'],
  }),
  'change-blocked': ownError('PPMI9080', {
    title: 'The change cannot be planned',
    message: ({ what, detail }) =>
      `Nothing was changed because of ${known(what, 'the target')}${ending({ detail: detail ?? null })}`,
    cause:
      'ppmi changes something only where it knows the result. A value that is not verified, or that cannot be predicted, could cut a plug-in that works now.',
    fix: (_args, { onTarget }) => [
      'Correct what the message names, or leave that component out. Show what ppmi expects for a component:',
      onTarget(['subject', 'diff']),
    ],
  }),
  'credential-in-use': ownError('PPMI9081', {
    title: 'The credential is in use',
    message: ({ credential, users }) =>
      `The federated identity ${named('credential', credential)} is, or may be, the working trust of ${asList(users) || 'a component'}.`,
    cause:
      'Without it, token requests of that component or workload fail. ppmi can check the components of one environment only.',
    fix: (_args, { onTarget }) => [
      'If this is intended, run the command again with --yes.',
      'To replace a trust without an interruption, create the new credential first, and delete the old one afterwards:',
      onTarget(['fic', 'create']),
    ],
  }),
  'record-in-use': ownError('PPMI9082', {
    title: 'The managed identity record is in use',
    message: ({ record, users }) => `Bound to the ${named('record', record)}: ${asList(users) || 'components'}.`,
    cause: 'A component whose record is deleted no longer gets tokens.',
    fix: ({ component }, { onTarget }) => [
      'Unbind or rebind the components first:',
      onTarget(['identity', 'unbind'], '--component', guidWord(textOf(component), 'component-name-or-id')),
    ],
  }),
  bug: ownError('PPMI9099', {
    title: 'A bug in ppmi',
    message: (args) => `An unexpected error occurred${ending(args)}`,
    cause: 'This is a bug in ppmi. It says nothing about your configuration.',
    fix: ['Report it with the command line, this message and the version:', '  ppmi --version'],
  }),
} as const;
