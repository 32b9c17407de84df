/** 1xxx: the managed identity record in Dataverse and what is bound to it. */
import { bindComponent, capital, named, patchRecord, repair, slot } from '../commands.ts';
import { type Args, type EntryBody, type FindingBodies, firstRelease } from '../entry.ts';

const theRecord = (args: { readonly record: string | null }) => capital(named('managed identity record', args.record));

const readRecord: readonly string[] = [
  'Read the record:',
  '  az rest --resource <environment-url> --url "<environment-url>/api/data/v9.2/managedidentities(<record-id>)"',
];

interface WrongColumn<A> extends Pick<EntryBody<A>, 'code' | 'evidence' | 'title' | 'cause' | 'says'> {
  readonly severity?: EntryBody['severity'];
  readonly set: (args: Args) => Readonly<Record<string, unknown>>;
}

/** A column of the record that holds a wrong value and can be set to the right one. */
function wrongColumn<A>({ set, severity = 'error', ...texts }: WrongColumn<A>): EntryBody<A> {
  return {
    ...texts,
    severity,
    since: firstRelease,
    fix: (args) => [...repair(args), ...patchRecord(args, set(args))],
    repair: 'patch',
    see: [],
    seeYourself: readRecord,
  };
}

export const record = {
  'record-missing': {
    code: 'PPMI1001',
    severity: 'error',
    since: firstRelease,
    evidence: 'documented',
    title: 'No managed identity record for this component',
    says: (args) =>
      `${capital(named('component', args.component))} is bound to no managed identity record, and ${args.candidates.length > 0 ? `more than one could be meant: ${args.candidates.join(', ')}` : 'none in the environment fits it'}.`,
    cause:
      'The record tells Dataverse which Entra identity the plug-in acts as. Without it the plug-in has no identity, and asking for a token fails before Entra is reached.',
    fix: (args) => [
      'Name the application or user-assigned identity that the plug-in shall act as, by its client id.',
      ...repair(args, ` --application-id ${slot(args.applicationId, 'client-id')}`),
    ],
    repair: 'create',
    see: [],
    seeYourself: [
      'List the records of the environment:',
      '  az rest --resource <environment-url> --url "<environment-url>/api/data/v9.2/managedidentities"',
    ],
  },
  'binding-missing': {
    code: 'PPMI1002',
    severity: 'error',
    since: firstRelease,
    evidence: 'seen',
    title: 'The component is not bound to its managed identity record',
    says: (args) =>
      `${capital(named('component', args.component))} is bound to no record, although ${named('managed identity record', args.record)} is free and fits.`,
    cause:
      'Solution import and registering the component anew lose the binding without a word. The record itself survives.',
    fix: (args) => [...repair(args), ...bindComponent(args, 'pluginassemblies')],
    repair: 'bind',
    see: [],
    seeYourself: [
      'The binding is empty:',
      "  az rest --resource <environment-url> --url '<environment-url>/api/data/v9.2/pluginassemblies(<component-id>)?$select=name,_managedidentityid_value'",
    ],
  },
  'binding-other-record': {
    code: 'PPMI1003',
    severity: 'error',
    since: firstRelease,
    evidence: 'own',
    title: 'The component is bound to a record of another application',
    says: (args) =>
      `${capital(named('component', args.component))} is bound to ${named('managed identity record', args.record)}, whose application does not trust it; another record's application does.`,
    cause: 'Several records exist in the environment, and the component was bound to the wrong one.',
    fix: (args) => [
      'Decide which application the plug-in is to be, then bind its record.',
      ...bindComponent({ ...args, recordId: null }, 'pluginassemblies'),
    ],
    repair: 'ask',
    see: ['AADSTS700213'],
  },
  'binding-assembly-of-package': {
    code: 'PPMI1004',
    severity: 'error',
    since: firstRelease,
    evidence: 'seen',
    title: 'The assembly is bound, but it lives in a package',
    says: (args) =>
      `The identity is bound to ${named('assembly', args.assembly)}, but its code comes from ${named('package', args.component)}, which is not bound.`,
    cause:
      'A package and the assemblies that it brings have separate rows. Code from a package runs with the identity of the package row; the binding of the assembly row is not looked at.',
    fix: (args) => [
      'Bind the package; binding both does no harm.',
      ...repair({ ...args }, ' --component-type package'),
      ...bindComponent(args, 'pluginpackages'),
    ],
    repair: 'bind',
    see: [],
    seeYourself: ['The trace says: "PluginPackage … is not associated to a Managed identity".'],
  },
  'record-credential-source': wrongColumn({
    code: 'PPMI1005',
    evidence: 'documented',
    title: 'The record has the wrong credential source',
    says: (args) =>
      `${theRecord(args)} has credentialsource ${slot(args.actual, 'another value')}; 2 (IsManaged) is required.`,
    cause:
      'The default of the column is 0 (client secret). 3 (MicrosoftFirstPartyCertificate) is taken for user-assigned identities by mistake; they need 2 as well.',
    set: () => ({ credentialsource: 2 }),
  }),
  'record-subject-scope': wrongColumn({
    code: 'PPMI1006',
    severity: 'warning',
    evidence: 'documented',
    title: 'The record has another subject scope than documented',
    says: (args) =>
      `${theRecord(args)} has subjectscope ${slot(args.actual, 'another value')}; 1 is the documented value. Whether the platform reads it is not verified.`,
    cause:
      'The default of the column is 0 (global). The documented value is 1, whose label is misspelt `EnviornmentScope`.',
    set: () => ({ subjectscope: 1 }),
  }),
  'record-application-is-object-id': wrongColumn({
    code: 'PPMI1007',
    evidence: 'own',
    title: 'The record holds the object id of the application',
    says: (args) =>
      `${theRecord(args)} names the application by its object id ${slot(args.actual, 'object-id')}; the client id belongs there.`,
    cause:
      'The portal shows the object id and the application (client) id side by side. Sign-in knows the client id only.',
    set: (args) => ({ applicationid: slot(args.expected, 'client-id') }),
  }),
  'record-application-unknown': {
    code: 'PPMI1008',
    severity: 'error',
    since: firstRelease,
    evidence: 'own',
    title: 'The record names an application that the tenant does not know',
    says: (args) =>
      `${theRecord(args)} names ${args.applicationId === null ? 'an application' : `application ${args.applicationId}`}, which has neither a registration nor a service principal in ${args.tenantId === null ? 'the tenant' : `tenant ${args.tenantId}`}.`,
    cause: 'The application was deleted, the id was mistyped, or it belongs to another tenant.',
    fix: (args) => [
      'Find the application that is meant, and set its client id in the record.',
      '  az ad app list --display-name <name> --query "[].{name:displayName,clientId:appId}" --output table',
      ...repair(args, ' --application-id <client-id>'),
      ...patchRecord(args, { applicationid: '<client-id>' }),
    ],
    repair: 'ask',
    see: ['AADSTS700016'],
    seeYourself: [
      'Both commands fail:',
      '  az ad app show --id <application-id>',
      '  az ad sp show --id <application-id>',
    ],
  },
  'record-tenant-missing': wrongColumn({
    code: 'PPMI1009',
    evidence: 'own',
    title: 'The record has no tenant',
    says: (args) => `${theRecord(args)} has no tenant id; ${slot(args.expected, 'tenant-id')} belongs there.`,
    cause: 'The column is optional for Dataverse, so a record can be made without it.',
    set: (args) => ({ tenantid: slot(args.expected, 'tenant-id') }),
  }),
  'record-tenant-other': wrongColumn({
    code: 'PPMI1010',
    evidence: 'own',
    title: "The record names another tenant than the application's",
    says: (args) =>
      `${theRecord(args)} names tenant ${slot(args.actual, 'another-tenant')}; ${slot(args.expected, 'tenant-id')} belongs there.`,
    cause: 'The record was copied from another tenant, or the tenant of an Azure subscription was taken.',
    set: (args) => ({ tenantid: slot(args.expected, 'tenant-id') }),
  }),
  'record-inactive': wrongColumn({
    code: 'PPMI1011',
    evidence: 'own',
    title: 'The record is deactivated',
    says: (args) => `${theRecord(args)} is inactive.`,
    cause: 'Somebody deactivated the row, as can be done with every row of Dataverse.',
    set: () => ({ statecode: 0, statuscode: 1 }),
  }),
  'record-imported-from-dev': {
    code: 'PPMI1012',
    severity: 'error',
    since: firstRelease,
    evidence: 'seen',
    title: "An imported record names the other environment's application",
    says: (args) =>
      `${theRecord(args)} came with a managed solution and names ${named('application', args.application)}, which trusts another environment and not this one.`,
    cause:
      'The record is part of solutions and carries client id and tenant as plain values. They are not replaced at import.',
    fix: (args) => [
      'Name the application that is meant for this environment, by its client id.',
      ...repair(args, ' --application-id <client-id>'),
      ...patchRecord(args, { applicationid: '<client-id>' }),
    ],
    repair: 'patch',
    see: ['AADSTS700016', 'AADSTS700213'],
    seeYourself: readRecord,
  },
  'record-duplicate': {
    code: 'PPMI1013',
    severity: 'info',
    since: firstRelease,
    evidence: 'own',
    title: 'Two records for one application',
    says: (args) =>
      `The environment has another record for the same application${args.other == null ? '' : `, "${args.other}"`}. The one that is bound counts: ${named('managed identity record', args.record)}.`,
    cause:
      'A record was created instead of corrected. Whoever reads the other one sees settings that have no effect here.',
    fix: () => ['Compare the bound record, not the other one. Remove the other when nothing is bound to it.'],
    repair: 'none',
    see: [],
  },
} as const satisfies Partial<FindingBodies>;
