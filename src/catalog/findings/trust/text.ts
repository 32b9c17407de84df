/** Slips of the keyboard and the clipboard, anywhere in a subject. */
import type { FindingBodies } from '../../entry.ts';
import { mistakeIn } from './mistake.ts';

export const text = {
  'subject-case': mistakeIn('subject', {
    code: 'PPMI2039',
    evidence: 'seen',
    title: 'Subject differs in letter case only',
    does: 'differs from the presented one in letter case only',
    cause: 'Entra compares letter by letter since 2024 and says so with a code of its own, AADSTS7002138.',
    repair: 'update',
    error: 7002138,
    seeYourself: ['The first differing letter:', "  cmp <(printf %s '<configured>') <(printf %s '<presented>')"],
  }),
  'subject-blank': mistakeIn('subject', {
    code: 'PPMI2040',
    evidence: 'own',
    title: 'Blank or invisible character in the subject',
    does: 'has a blank, a line end or an invisible character in it',
    cause:
      'Copied from a page or a chat, where a blank, a line end, a zero-width or a non-breaking space comes along. The portal shows none of them.',
    repair: 'update',
    error: 700213,
    seeYourself: ['Make it visible:', "  printf %s '<subject>' | cat -A"],
  }),
  'subject-percent-encoded': mistakeIn('subject', {
    code: 'PPMI2041',
    evidence: 'own',
    title: 'Subject is percent-encoded',
    does: 'is percent-encoded, with `%2F` and the like',
    cause: 'It was copied from a URL or went through a function that encodes URLs. The subject is compared as text.',
    repair: 'update',
    error: 700213,
    seeYourself: ['Look for `%` followed by two hex digits.'],
  }),
} as const satisfies Partial<FindingBodies>;
