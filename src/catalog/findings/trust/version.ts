/** The version of the managed identity record against the form of the credential. */
import { capital, named } from '../../commands.ts';
import { type FindingBodies, firstRelease } from '../../entry.ts';
import type { Printer } from '../../printer.ts';

const readVersion = (print: Printer): readonly string[] => [
  'Read the version of the record; an empty one means 0:',
  print.readDataverse('managedidentities(<record-id>)', '--query', 'version'),
];
const forms = 'Two hashes of 43 characters after `/i/` and `/s/` are version 2; readable names are version 1.';

export const version = {
  'version-record-2-fic-1': {
    code: 'PPMI2022',
    severity: 'error',
    since: firstRelease,
    evidence: 'documented',
    title: 'The record is version 2, the credential is version 1',
    message: (args) =>
      `The managed identity record is version 2, but ${named('credential', args.credential)} identifies the certificate by common names, as in version 1.`,
    cause:
      'Version 1 uses the common names of issuer and subject, version 2 the hashes of the full names. For a self-signed certificate both versions are the same. The record was raised before the new credential was created.',
    fix: (_args, print) => [
      'Create the version 2 credential next to the old one.',
      ...print.repair(),
      ...print.byHand(),
    ],
    repair: 'create-beside',
    see: ['AADSTS700213'],
    verify: (print) => [...readVersion(print), forms],
  },
  'version-record-1-fic-2': {
    code: 'PPMI2023',
    severity: 'error',
    since: firstRelease,
    evidence: 'derived',
    title: 'The record is version 1, the credential is version 2',
    message: (args) =>
      `The managed identity record is version 1, but ${named('credential', args.credential)} identifies the certificate by hashed names, as in version 2.`,
    cause: 'The credential for version 2 was created, but the version of the record was not raised.',
    fix: (_args, print) => ['Raise the version of the record.', ...print.repair(), ...print.byHand()],
    repair: 'upgrade',
    see: ['AADSTS700213'],
    verify: (print) => [...readVersion(print), forms],
  },
  'version-record-null-fic-1': {
    code: 'PPMI2024',
    severity: 'error',
    since: firstRelease,
    evidence: 'observed',
    title: 'The record has no version, the credential is version 1 or 2',
    message: (args) =>
      `The managed identity record is version 0 (an empty version counts as 0), but ${named('credential', args.credential)} has the form of version 1 or 2.`,
    cause:
      'Version 0 presents a different issuer and a different subject. Older tools and manual requests leave the version of the record empty.',
    fix: (_args, print) => [
      'Raise the version of the record to that of the credential.',
      ...print.repair(),
      ...print.byHand(),
    ],
    repair: 'upgrade',
    see: ['AADSTS700211', 'AADSTS700213'],
    verify: (print) => [
      ...readVersion(print),
      'A subject that begins with `/eid1/` is version 1 or 2; one that begins with `component:pluginassembly,` is version 0.',
    ],
  },
  'version-0-deprecated': {
    code: 'PPMI2025',
    severity: 'warning',
    since: firstRelease,
    evidence: 'documented',
    title: 'Managed identity record of version 0, which is deprecated',
    message: (args) =>
      `${capital(named('managed identity record', args.record))} is version 0, which is deprecated.${args.works ? ' It works today.' : ''}`,
    cause:
      'Version 0 is the form of the preview. The vendor asks customers to move to version 2 and has published no end date.',
    fix: (_args, print) => [
      'Create the version 2 credential, raise the version, test, and delete the old credential last.',
      ...print.repair(),
      ...print.byHand('Or send the requests yourself:'),
    ],
    repair: 'upgrade',
    see: [],
    verify: readVersion,
  },
} as const satisfies Partial<FindingBodies>;
