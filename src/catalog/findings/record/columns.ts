/** Columns of the managed identity record that hold a wrong value. */
import { capital, named } from '../../commands.ts';
import { type EntryBody, type FindingBodies, firstRelease } from '../../entry.ts';
import type { Printer } from '../../printer.ts';

export const theRecord = (args: { readonly record: string | null }) =>
  capital(named('managed identity record', args.record));

export const readRecord = (print: Printer): readonly string[] => [
  'Read the record:',
  print.readDataverse('managedidentities(<record-id>)'),
];

interface WrongColumn<A> extends Pick<EntryBody<A>, 'code' | 'evidence' | 'title' | 'cause' | 'message'> {
  readonly severity?: EntryBody['severity'];
}

/** A column of the record that holds a wrong value and can be set to the right one. */
function wrongColumn<A>({ severity = 'error', ...texts }: WrongColumn<A>): EntryBody<A> {
  return {
    ...texts,
    severity,
    since: firstRelease,
    fix: (_args, print) => [...print.repair(), ...print.byHand()],
    repair: 'patch',
    see: [],
    verify: readRecord,
  };
}

export const columns = {
  'record-credential-source': wrongColumn({
    code: 'PPMI1005',
    evidence: 'documented',
    title: 'The record has the wrong credential source',
    message: (args) =>
      `${theRecord(args)} has ${args.actual === null ? 'another credentialsource' : `credentialsource ${args.actual}`}; expected 2 (IsManaged).`,
    cause:
      'The default of the column is 0 (client secret). 3 (MicrosoftFirstPartyCertificate) is not the value for user-assigned managed identities; they need 2 as well.',
  }),
  'record-subject-scope': wrongColumn({
    code: 'PPMI1006',
    severity: 'warning',
    evidence: 'documented',
    title: 'The record has a subject scope other than the documented one',
    message: (args) =>
      `${theRecord(args)} has ${args.actual === null ? 'another subjectscope' : `subjectscope ${args.actual}`}; the documented value is 1. Whether the platform reads it is not verified.`,
    cause: 'The default of the column is 0 (global). The documented value is 1, labeled `EnviornmentScope` (sic).',
  }),
  'record-application-is-object-id': wrongColumn({
    code: 'PPMI1007',
    evidence: 'derived',
    title: 'The record holds the object ID of the application',
    message: (args) =>
      `${theRecord(args)} holds the object ID${args.actual === null ? '' : ` ${args.actual}`} of the application; expected its client ID.`,
    cause:
      'The portal shows the object ID and the application (client) ID side by side. Sign-in uses the client ID only.',
  }),
  'record-tenant-missing': wrongColumn({
    code: 'PPMI1009',
    evidence: 'derived',
    title: 'The record has no tenant',
    message: (args) => `${theRecord(args)} has no tenant ID; expected ${args.expected ?? 'that of the environment'}.`,
    cause: 'The column is optional in Dataverse, so a record can be created without it.',
  }),
  'record-tenant-other': wrongColumn({
    code: 'PPMI1010',
    evidence: 'derived',
    title: 'The record names a different tenant',
    message: (args) =>
      `${theRecord(args)} names ${args.actual === null ? 'another tenant' : `tenant ${args.actual}`}; expected ${args.expected ?? 'the tenant of the environment'}.`,
    cause: 'The record was copied from another tenant, or it holds the tenant of an Azure subscription.',
  }),
  'record-inactive': wrongColumn({
    code: 'PPMI1011',
    evidence: 'derived',
    title: 'The record is deactivated',
    message: (args) => `${theRecord(args)} is inactive.`,
    cause: 'The row was deactivated, which is possible for every row of Dataverse.',
  }),
} as const satisfies Partial<FindingBodies>;
