/** Words that ppmi prints in JSON and text and that are neither findings nor errors: states, risks, and how sure a value is. */
import type { VerdictState } from '../domain/diagnosis.ts';
import type { Risk, RunState, StepState } from '../domain/plan.ts';

export interface OwnWord {
  readonly title: string;
  readonly cause: string;
  readonly fix?: readonly string[];
}

const check: Readonly<Record<VerdictState, OwnWord>> = {
  passed: {
    title: 'The check found no problem',
    cause: 'State of a check: ppmi read what it needs, and the values match its title.',
  },
  failed: {
    title: 'A check found a problem, or a step failed',
    cause:
      'State of a check: it reports at least one finding. State of a step or run of a repair: a service refused a request, and nothing after it was sent.',
    fix: [
      'For a check, read its finding: `ppmi explain <code>`.',
      'For a run, see which step failed:',
      '  ppmi repair show <run>',
    ],
  },
  blocked: {
    title: 'The check could not run',
    cause:
      'State of a check: something that it needs could not be read, or the right value cannot be predicted. It counts neither as passed nor as failed; without an error, doctor exits with code 2.',
    fix: [
      'The report names the reason, the missing permission and who grants it. To see all permissions:',
      '  ppmi doctor --explain-permissions',
    ],
  },
  crashed: {
    title: 'A check failed because of a bug in ppmi',
    cause: 'State of a check. The other checks ran; the exit code is 70.',
    fix: ['Report it with the output of the command.'],
  },
  'not-applicable': {
    title: 'The check has nothing to judge',
    cause: 'State of a check: what it is about does not exist here, or another finding says why it cannot be judged.',
  },
};

const risks: Readonly<Record<Risk, OwnWord>> = {
  safe: {
    title: 'The step breaks nothing that works',
    cause: 'Risk of a step: it adds something, or corrects a value that nothing can be using.',
  },
  disruptive: {
    title: 'Something that works now may stop working',
    cause:
      'Risk of a step, such as deleting a credential or removing a binding. The plan shows the request that undoes it.',
    fix: ['Check who else uses the object before you confirm. To take back a run:', '  ppmi repair undo <run>'],
  },
  'grants-access-to-another-tenant': {
    title: 'Plug-ins of another tenant would get tokens of this application',
    cause:
      'Risk of a step: the environment belongs to another tenant than the application, so a credential for it lets the other tenant act as the application.',
    fix: ['If that is what you want, name the tenant with --foreign-tenant <tenant-id>.'],
  },
};

const journal: Readonly<Record<Exclude<RunState | StepState, 'failed'>, OwnWord>> = {
  completed: { title: 'Every step of the run was applied', cause: 'State of a run in the journal of repairs.' },
  interrupted: {
    title: 'The run did not finish',
    cause: 'State of a run: it was canceled, or its process ended. The journal lists what was applied.',
    fix: ['Continue it, or take back what was applied:', '  ppmi repair resume <run>', '  ppmi repair undo <run>'],
  },
  undone: {
    title: 'The change was undone',
    cause: 'State of a run or step: its undo was applied and verified by reading.',
  },
  'partly-undone': {
    title: 'Some steps of the run were undone',
    cause: 'State of a run: its undo did not finish, for example because another client changed an object.',
    fix: ['See which steps remain:', '  ppmi repair show <run>'],
  },
  planned: { title: 'The step was not started', cause: 'State of a step in the journal.' },
  intended: {
    title: 'The step was about to be sent',
    cause:
      'State of a step: the journal has its intent and no answer. ppmi reads the object to find out what happened.',
    fix: ['Continue the run:', '  ppmi repair resume <run>'],
  },
  applied: { title: 'The step was applied', cause: 'State of a step: the service accepted the request.' },
  unknown: {
    title: 'Not known',
    cause:
      'State of a step: the answer was lost, and reading the object did not show the result. As confidence of an explanation: ppmi does not know the code.',
  },
};

const others: Readonly<Record<string, OwnWord>> = {
  succeeded: { title: 'The token exchange succeeded', cause: 'Result of the exchange after a repair.' },
  'not-run': {
    title: 'The token exchange was not run',
    cause:
      'ppmi can run a plug-in only in the emulator. On a real environment, the next run of the plug-in shows the result.',
    fix: [
      'Run the plug-in, then the checks:',
      '  ppmi doctor --environment <environment-url> --component <component-name-or-id>',
    ],
  },
  documented: {
    title: 'Stated in documentation of the vendor',
    cause: 'How sure ppmi is of a value or explanation. Only documented values are repaired.',
  },
  seen: {
    title: 'Reported by users',
    cause: 'How sure ppmi is of an explanation: it was seen in public reports or logs.',
  },
  own: {
    title: 'Follows from the rules',
    cause: 'How sure ppmi is of a finding: it follows from the documented rules, and no report of it is known.',
  },
  'not-verified': {
    title: 'Not confirmed against the real service',
    cause:
      'How sure ppmi is of a value: sources disagree, or the rule is inferred. ppmi shows it, and never repairs anything because of it.',
    fix: ['Take the value from the error of a real run:', '  ppmi error decode <file>'],
  },
  'area-only': {
    title: 'Only the area of the error is known',
    cause: "How sure ppmi is of an explanation: the code is on Microsoft's list, which says only what it is about.",
  },
  must: {
    title: 'ppmi and plug-ins need the endpoint',
    cause: 'Need of an endpoint in the report of `ppmi connectivity`.',
  },
  should: {
    title: 'The endpoint is useful, but not required',
    cause: 'Need of an endpoint in the report of `ppmi connectivity`.',
  },
  'if-used': {
    title: 'The endpoint is needed only for what uses it',
    cause: 'Need of an endpoint in the report of `ppmi connectivity`.',
  },
};

const all: Readonly<Record<string, OwnWord>> = { ...journal, ...others, ...risks, ...check };

export const ownWords: readonly string[] = Object.keys(all);

export function ownWord(text: string): OwnWord | null {
  return Object.hasOwn(all, text) ? (all[text] ?? null) : null;
}
