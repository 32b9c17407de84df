/** The version of the managed identity record against the form of the credential. */
import { capital, createCredential, named, patchRecord, repair } from '../../commands.ts';
import { type FindingBodies, firstRelease } from '../../entry.ts';

const seeVersion: readonly string[] = [
  'Read the version of the record; an empty one means 0:',
  "  az rest --resource <environment-url> --url '<environment-url>/api/data/v9.2/managedidentities(<record-id>)?$select=name,version'",
];

export const version = {
  'version-record-2-fic-1': {
    code: 'PPMI2022',
    severity: 'error',
    since: firstRelease,
    evidence: 'documented',
    title: 'The record says version 2, the credential is of version 1',
    says: (args) =>
      `The managed identity record has version 2, but ${named('credential', args.credential)} names the certificate by common names, as version 1 does.`,
    cause:
      'Version 1 writes the common names of issuer and subject, version 2 the hashes of the whole names. For a self-signed certificate both versions are the same. The record was raised without adding the new credential first.',
    fix: (args) => ['Add the version 2 credential beside the old one.', ...repair(args), ...createCredential(args)],
    repair: 'create-beside',
    see: ['AADSTS700213'],
    seeYourself: [
      ...seeVersion,
      'Two hashes of 43 characters after `/i/` and `/s/` are version 2; readable names are version 1.',
    ],
  },
  'version-record-1-fic-2': {
    code: 'PPMI2023',
    severity: 'error',
    since: firstRelease,
    evidence: 'own',
    title: 'The record says version 1, the credential is of version 2',
    says: (args) =>
      `The managed identity record has version 1, but ${named('credential', args.credential)} names the certificate by hashed names, as version 2 does.`,
    cause:
      'The credential for version 2 was added, and the last step was forgotten: raising the version of the record.',
    fix: (args) => ['Raise the version of the record.', ...repair(args), ...patchRecord(args, { version: 2 })],
    repair: 'upgrade',
    see: ['AADSTS700213'],
    seeYourself: [
      ...seeVersion,
      'Two hashes of 43 characters after `/i/` and `/s/` are version 2; readable names are version 1.',
    ],
  },
  'version-record-null-fic-1': {
    code: 'PPMI2024',
    severity: 'error',
    since: firstRelease,
    evidence: 'seen',
    title: 'The record has no version, the credential is of version 1 or 2',
    says: (args) =>
      `The managed identity record has version 0 or none, which counts as 0, but ${named('credential', args.credential)} has the form of version 1 or 2.`,
    cause:
      'A record that was made without a version counts as version 0: another issuer and another subject are presented. Older tools and hand-made requests leave the column empty.',
    fix: (args) => [
      "Raise the version of the record to the credential's.",
      ...repair(args),
      ...patchRecord(args, { version: args.wantedVersion ?? 2 }),
    ],
    repair: 'upgrade',
    see: ['AADSTS700211', 'AADSTS700213'],
    seeYourself: [
      ...seeVersion,
      'A subject that begins with `/eid1/` is of version 1 or 2, `component:pluginassembly,…` is of version 0.',
    ],
  },
  'version-0-deprecated': {
    code: 'PPMI2025',
    severity: 'warning',
    since: firstRelease,
    evidence: 'documented',
    title: 'Managed identity record of version 0, which is deprecated',
    says: (args) =>
      `${capital(named('managed identity record', args.record))} is of version 0, which is deprecated.${args.works ? ' It works today.' : ''}`,
    cause: 'Version 0 is the form of the preview. The vendor asks to move to version 2; no end date is known to us.',
    fix: (args) => [
      'Add the version 2 credential, raise the version, test, and only then remove the old credential.',
      ...createCredential(args),
      ...patchRecord(args, { version: 2 }),
    ],
    repair: 'upgrade',
    see: [],
    seeYourself: seeVersion,
  },
} as const satisfies Partial<FindingBodies>;
