/** Repairing, and bugs of ours. */
import { slot } from '../commands.ts';
import { ending, ownError } from './error.ts';

export const repair = {
  'repair-real-target': ownError('PPMI9025', {
    title: 'Nothing was applied: this is a real target',
    says: () => 'The plan is shown above and was not applied. In this version ppmi changes only emulated worlds.',
    cause:
      'Applying to a real tenant waits until every step is journalled, so that a run that is cut off can be resumed or undone.',
    fix: [
      'Do the requests of the plan by hand, then look again:',
      '  ppmi doctor --environment <environment-url> --component <component>',
    ],
  }),
  'repair-changed-meanwhile': ownError('PPMI9026', {
    title: 'Somebody changed it meanwhile',
    says: ({ what }) =>
      `${slot(what, 'What the plan touches')} changed between plan and repair. Nothing more was applied.`,
    cause: 'A plan holds for what was read. ppmi reads again before it writes.',
    fix: ['Run the repair again; it plans anew.'],
  }),
  'repair-not-proven': ownError('PPMI9027', {
    title: 'The repair is not proven',
    says: (args) => `The repair did not come to its end${ending(args)}`,
    cause: 'A step failed, another fault is left, or Entra does not know a new credential everywhere yet.',
    fix: [
      'Wait a few minutes and look again:',
      '  ppmi doctor --environment <environment-url> --component <component>',
    ],
  }),
  'repair-locked': ownError('PPMI9050', {
    title: 'Another repair is running',
    says: ({ what, pid, host, user, since, run }) =>
      `The ${slot(what, 'target')} is locked by process ${pid} of ${user} on ${host} since ${since} (run ${run}).`,
    cause: 'ppmi repairs one application and one environment at a time, so that two runs cannot undo each other.',
    fix: ['Wait until it has ended, then run the repair again. List the runs of this machine:', '  ppmi repair list'],
  }),
  'run-unknown': ownError('PPMI9051', {
    title: 'No such repair run',
    says: ({ run, what }) =>
      run === undefined || run === ''
        ? `There is no run to ${slot(what, 'use')}.`
        : `There is no run ${run} on this machine.`,
    cause: 'Runs are kept in the state folder of the user who made them (PPMI_STATE_DIR overrides the folder).',
    fix: ['List the runs of this machine:', '  ppmi repair list'],
  }),
  'state-unwritable': ownError('PPMI9052', {
    title: 'Cannot write the journal',
    says: ({ folder, detail }) =>
      `Cannot write to ${slot(folder, 'the state folder')}${ending({ detail: detail ?? null })}`,
    cause: 'Every request is written to a journal before it is sent, so that a repair can be resumed and undone.',
    fix: ['Free space or correct the permissions, or name another folder with PPMI_STATE_DIR.'],
  }),
  'repair-conflict': ownError('PPMI9053', {
    title: 'The object was changed outside this run',
    says: ({ what, detail }) => `${slot(what, 'A step')} was not made${ending({ detail: detail ?? null })}`,
    cause:
      'The object no longer holds the values that the step replaces. ppmi never overwrites a change that it did not make.',
    fix: ['Run ppmi doctor on the same target and decide which values are right.'],
  }),
  'plan-invalid': ownError('PPMI9054', {
    title: 'The plan file cannot be applied',
    says: ({ file, detail }) => `${slot(file, 'The plan file')} cannot be applied${ending({ detail: detail ?? null })}`,
    cause:
      'A plan holds for one target and for the values that it was made from. ppmi makes the plan again and compares.',
    fix: ['Make a new plan on the same target with ppmi repair --plan-out FILE.'],
  }),
  bug: ownError('PPMI9099', {
    title: 'A bug in ppmi',
    says: (args) => `Something happened that nobody expected${ending(args)}`,
    cause: 'ppmi has a fault. Your set-up may be right or wrong; this says nothing about it.',
    fix: ['Report it with the command line, the version and this message:', '  ppmi --version'],
  }),
} as const;
