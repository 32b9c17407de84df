/** Subjects that no component can present, and a credential of version 0 beside a newer record. */

import { quoted } from '../../../domain/harmless-text.ts';
import type { MistakenSegment } from '../../../domain/trust/mistakes/mistakes.ts';
import type { SegmentProblem } from '../../../domain/trust/parts.ts';
import { capital, named } from '../../commands.ts';
import { type FindingBodies, firstRelease } from '../../entry.ts';
import { explainSubject, mistakeIn } from './mistake.ts';

/** What the segment must be, by what is wrong with it. */
const problems: Readonly<Record<SegmentProblem, (malformed: MistakenSegment) => string>> = {
  'cut-off': ({ part }) => `ends before the ${part} segment`,
  missing: ({ part }) => `has no value in the ${part} segment`,
  'leading-slash': () => 'must begin with exactly one slash: `/eid1/…`',
  'unknown-cloud': ({ text }) => `begins with ${quoted(text)}, which is the prefix of no cloud`,
  'trailing-slash': () => 'ends with a slash',
  'left-over': ({ text }) => `continues after the certificate: ${quoted(text)}`,
  'encoded-guid': ({ part, length }) =>
    `has ${length} characters in the ${part} segment that do not decode to a GUID; expected 22 characters of base64url`,
  guid: ({ text }) => `has ${quoted(text)} as environment, which is not a GUID`,
  sha256: ({ length }) => `has ${length} characters after \`/h/\`; expected a SHA-256 hash of 64 hex digits`,
  sha1: ({ length }) =>
    `has ${length} characters after \`thumbprint:\`; expected a SHA-1 hash of 40 hex digits without colons`,
  'name-hash': () => 'has a name hash that is not 43 characters of base64url after `/i/` or `/s/`',
  'not-a-segment': ({ text }) => `has ${quoted(text)} where another segment belongs`,
  placeholder: ({ text }) => `still contains the placeholder ${quoted(text)} of the instructions`,
  'other-missing': ({ text }) => `has no ${text}`,
  'other-wrong': ({ text }) => `has ${quoted(text)} where another value belongs`,
  'converted-path': () => 'begins with a folder in front of `/eid1/`',
};

export const form = {
  'subject-malformed': mistakeIn('subject', {
    code: 'PPMI2060',
    evidence: 'derived',
    title: 'Malformed segment in the subject',
    predicate: ({ segment, detail }) => {
      if (segment === null) return 'has a segment that no component can present';
      const found = problems[segment.problem](segment);
      return segment.problem.startsWith('other-') ? `${found}; expected \`${detail}\`` : found;
    },
    cause:
      'Each segment of a subject has a fixed form: the prefix of a cloud, GUIDs of 16 bytes as 22 characters of base64url, the environment ID as a GUID, and hashes of a fixed length. Subjects of other systems, such as GitHub Actions, have parts in a fixed order. A character was lost or added when the subject was copied.',
    repair: 'update',
    error: 700213,
    verify: explainSubject,
  }),
  'subject-placeholder': mistakeIn('subject', {
    code: 'PPMI2061',
    evidence: 'derived',
    title: 'Placeholder left in the subject',
    predicate: ({ detail }) =>
      `still contains ${detail === null ? 'a placeholder' : `the placeholder ${quoted(detail)}`} of the instructions`,
    cause: 'The subject was copied from a page, and a word in braces was not replaced by its value.',
    repair: 'update',
    error: 700213,
    verify: () => ['Look for `{`, `}`, `<` and `>` in the subject.'],
  }),
  'subject-path-converted': mistakeIn('subject', {
    code: 'PPMI2062',
    evidence: 'observed',
    title: 'Git Bash turned the subject into a Windows path',
    predicate: 'begins with a folder, such as `C:/Program Files/Git`, in front of `/eid1/`',
    cause:
      'Git Bash and other MSYS shells treat an argument that begins with `/` as a path and put their own folder in front. Set `MSYS_NO_PATHCONV=1`, or run the command in PowerShell.',
    repair: 'update',
    error: 700213,
    verify: () => ['The subject must begin with `/eid1/`.'],
  }),
  'issuer-environment-host': mistakeIn('issuer', {
    code: 'PPMI2067',
    evidence: 'observed',
    title: 'Wrong environment host in a version 0 issuer',
    predicate: 'has the right environment ID in its host name, but with dashes or split in the wrong place',
    cause:
      'The host of a version 0 issuer is the environment ID without dashes, with a dot before its last two characters in the public cloud and before its last character in the others.',
    repair: 'update',
    error: 700211,
    verify: () => ['The host name must contain the 32 characters of the environment ID and one dot, and no dash.'],
  }),
  'version-record-2-fic-0': {
    code: 'PPMI2063',
    severity: 'error',
    since: firstRelease,
    evidence: 'observed',
    title: 'The record is version 1 or 2, the credential is version 0',
    message: (args) =>
      `The managed identity record is version ${args.detail ?? '1 or 2'}, but ${named('credential', args.credential)} has the form of version 0.`,
    cause:
      'Versions 1 and 2 present the tenant issuer, a subject that begins with `/eid1/`, and an audience with upper-case letters. The record was raised before the new credential was created. A credential of version 0 cannot be corrected into one of version 2: issuer, subject and audience all differ.',
    fix: (_args, print) => ['Create the new credential beside the old one.', ...print.repair(), ...print.byHand()],
    repair: 'create-beside',
    see: ['AADSTS700211', 'AADSTS700213'],
    verify: (print) => [
      'Read the version of the record; an empty one means 0:',
      print.readDataverse('managedidentities(<record-id>)', '--query', 'version'),
      'A subject that begins with `component:pluginassembly,` is version 0.',
    ],
  },
  'fic-different': {
    code: 'PPMI2064',
    severity: 'error',
    since: firstRelease,
    evidence: 'derived',
    title: 'The nearest credential differs for no known reason',
    message: (args) =>
      `The ${args.part} of ${named('credential', args.credential, 'the nearest credential')} differs from what the plug-in presents, and no known mistake explains the difference.`,
    cause:
      'The credential names the certificate and the environment of this plug-in, but Entra compares all three claims character by character. It may be the working trust of something else, so ppmi does not change it.',
    fix: (_args, print) => [
      'The plan creates the right credential, or corrects the audience where only the audience differs.',
      ...print.repair(),
      ...print.byHand(),
    ],
    repair: 'create-beside',
    see: ['AADSTS700211', 'AADSTS700212', 'AADSTS700213'],
  },
  'fic-alternative-form': {
    code: 'PPMI2065',
    severity: 'warning',
    since: firstRelease,
    evidence: 'documented',
    title: 'The credential equals a value that is not verified',
    message: (args) =>
      `The ${args.part} of ${named('credential', args.credential)} is not the documented value, but may be right: ${args.reason ?? 'sources disagree on it'}.`,
    cause:
      'For some clouds and certificates, published sources disagree on the value that the platform presents. ppmi accepts each of them and cannot verify which one is right.',
    fix: (_args, print) => [
      'Change nothing while the plug-in works.',
      'If its token exchange fails, decode the error in its trace log, which contains the presented value:',
      print.command('ppmi', 'error', 'decode', '<log-file>'),
    ],
    repair: 'none',
    see: ['AADSTS700211', 'AADSTS700213'],
  },
  'audience-version-0-unverified': {
    code: 'PPMI2066',
    severity: 'error',
    since: firstRelease,
    evidence: 'observed',
    title: 'Version 0 with the audience of versions 1 and 2',
    message: (args) =>
      `${capital(named('credential', args.credential))} equals what the plug-in presents, except for the letter case of its audience; whether Entra accepts it is not verified.`,
    cause:
      'Version 0 has been observed to require the audience in lower case, `api://azureadtokenexchange`. The portal fills in `api://AzureADTokenExchange`, which one published script reports as working. There is no such doubt about versions 1 and 2.',
    fix: (_args, print) => [
      'Use version 2: the plan creates its credential, then raises the record.',
      ...print.repair(),
      ...print.byHand('Or send the requests yourself:'),
      'To stay on version 0, set the audience to `api://azureadtokenexchange`.',
    ],
    repair: 'none',
    see: ['AADSTS700212'],
  },
} as const satisfies Partial<FindingBodies>;
