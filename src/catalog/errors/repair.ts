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
  bug: ownError('PPMI9099', {
    title: 'A bug in ppmi',
    says: (args) => `Something happened that nobody expected${ending(args)}`,
    cause: 'ppmi has a fault. Your set-up may be right or wrong; this says nothing about it.',
    fix: ['Report it with the command line, the version and this message:', '  ppmi --version'],
  }),
} as const;
