/** Typing and copying mistakes, anywhere in a subject. */
import type { FindingBodies } from '../../entry.ts';
import { mistakeIn } from './mistake.ts';

export const text = {
  'subject-case': mistakeIn('subject', {
    code: 'PPMI2039',
    evidence: 'observed',
    title: 'Subject differs in letter case only',
    predicate: 'differs from the presented one in letter case only',
    cause: 'Entra has compared subjects case-sensitively since 2024. It reports the difference as AADSTS7002138.',
    repair: 'update',
    error: 7002138,
    verify: (print) => [
      'Print both subjects one below the other:',
      print.each({
        bash: "printf '%s\\n' '<configured>' '<presented>'",
        powershell: "'<configured>', '<presented>'",
      }),
    ],
  }),
  'subject-blank': mistakeIn('subject', {
    code: 'PPMI2040',
    evidence: 'derived',
    title: 'Space or invisible character in the subject',
    predicate: 'contains a space, a newline or an invisible character',
    cause:
      'The subject was copied from a page or a chat together with a space, a newline, a zero-width space or a no-break space. The portal shows none of them.',
    repair: 'update',
    error: 700213,
    verify: (print) => [
      'Print the code of every character:',
      print.each({ bash: "printf %s '<subject>' | od -c", powershell: "[int[]][char[]]'<subject>'" }),
    ],
  }),
  'subject-percent-encoded': mistakeIn('subject', {
    code: 'PPMI2041',
    evidence: 'derived',
    title: 'Subject is percent-encoded',
    predicate: 'is percent-encoded, for example with `%2F`',
    cause: 'The subject was copied from a URL, or a function encoded it for one. Entra compares it as text.',
    repair: 'update',
    error: 700213,
    verify: () => ['Look for `%` followed by two hex digits.'],
  }),
} as const satisfies Partial<FindingBodies>;
