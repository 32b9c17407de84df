/** 1xxx: the managed identity record in Dataverse and what is bound to it. */
import { quoted } from '../../domain/harmless-text.ts';
import { guidWord } from '../../domain/shell/words.ts';
import { capital, named } from '../commands.ts';
import { type FindingBodies, firstRelease } from '../entry.ts';
import { columns, readRecord, theRecord } from './record/columns.ts';

function couldBe(candidates: readonly string[]): string {
  if (candidates.length === 0) return 'no record in the environment fits it';
  const could = candidates.length === 1 ? 'one record' : 'several records';
  return `${could} could be the right one: ${candidates.join(', ')}`;
}

export const record = {
  'environment-of-other-tenant': {
    code: 'PPMI1030',
    severity: 'error',
    since: firstRelease,
    evidence: 'derived',
    title: 'The environment belongs to another tenant',
    message: (args) =>
      `${capital(named('environment', args.environment))} belongs to tenant ${args.environmentTenantId ?? 'unknown'}, but the applications were read from tenant ${args.directoryTenantId ?? 'unknown'}.`,
    cause:
      'The sign-in is a guest of the environment, or has rights in several tenants. The values that a credential must hold come from the environment. Creating such a credential lets plug-ins of that other tenant get tokens of your application.',
    fix: (args) => [
      `If the application belongs to the tenant of the environment, sign in to that tenant: run the command again with --sign-in-tenant${args.environmentTenantId == null ? '' : ` ${args.environmentTenantId}`}.`,
      'If you do not know that tenant, change nothing: its owner decides what the plug-ins of the environment do.',
      'ppmi repair applies such steps only with --foreign-tenant and the ID of that tenant.',
    ],
    repair: 'none',
    see: [],
  },
  'record-missing': {
    code: 'PPMI1001',
    severity: 'error',
    since: firstRelease,
    evidence: 'documented',
    title: 'No managed identity record for this component',
    message: (args) =>
      `${capital(named('component', args.component))} is not bound to a managed identity record, and ${couldBe(args.candidates)}.`,
    cause:
      'The record tells Dataverse which Entra identity the plug-in acts as. Without it the plug-in has no identity, and its request for a token fails before it reaches Entra.',
    fix: (_args, print) => [
      'Choose the application or user-assigned managed identity that the plug-in acts as, and pass its client ID.',
      ...print.repair('--application-id', print.applicationId),
      ...print.byHand('Or send the requests yourself:'),
    ],
    repair: 'create',
    see: [],
    verify: (print) => ['List the records of the environment:', print.readDataverse('managedidentities')],
  },
  'binding-missing': {
    code: 'PPMI1002',
    severity: 'error',
    since: firstRelease,
    evidence: 'observed',
    title: 'The component is not bound to its managed identity record',
    message: (args) =>
      `${capital(named('component', args.component))} is not bound to a record. ${theRecord(args)} fits${args.sharedWith.length === 0 ? ' and is bound to nothing else' : `: its application trusts this plug-in. ${args.sharedWith.map(quoted).join(', ')} ${args.sharedWith.length === 1 ? 'uses' : 'use'} it too`}.`,
    cause:
      'Importing a solution or registering the component again silently removes the binding. The record itself stays.',
    fix: (args, print) =>
      (args.sharedWith ?? []).length === 0
        ? [...print.repair(), ...print.byHand()]
        : [
            'If the plug-in acts as the application of that record, name it:',
            ...print.repair('--application-id', print.applicationId),
            ...print.byHand(),
          ],
    repair: 'bind',
    see: [],
    verify: (print) => [
      'The column `_managedidentityid_value` of the component is empty (for a package, read `pluginpackages`):',
      print.readDataverse('pluginassemblies(<component-id>)'),
    ],
  },
  'binding-other-record': {
    code: 'PPMI1003',
    severity: 'error',
    since: firstRelease,
    evidence: 'derived',
    title: 'The component is bound to a record of another application',
    message: (args) =>
      `${capital(named('component', args.component))} is bound to ${named('managed identity record', args.record)}, whose application does not trust it. The application of ${named('record', args.otherRecord, 'another record')} does.`,
    cause: 'The environment has several records, and the component was bound to the wrong one.',
    fix: (_args, print) => [
      'Decide which application the plug-in acts as. If it is that of the other record, bind the component to that record.',
      ...print.repair(),
      ...print.byHand(),
    ],
    repair: 'ask',
    see: ['AADSTS700213'],
  },
  'binding-assembly-of-package': {
    code: 'PPMI1004',
    severity: 'error',
    since: firstRelease,
    evidence: 'observed',
    title: 'The assembly is bound, but it is part of a package',
    message: (args) =>
      `The identity is bound to ${named('assembly', args.assembly)}, but its code comes from ${named('package', args.component)}, which is not bound.`,
    cause:
      'A package and its assemblies have separate rows. Code from a package runs with the identity of the package row; the binding of the assembly row is ignored.',
    fix: (_args, print) => [
      'Bind the package. The binding of the assembly can stay.',
      ...print.repair('--component-type', 'package'),
      ...print.byHand(),
    ],
    repair: 'bind',
    see: [],
    verify: () => ['The trace log says: "PluginPackage … is not associated to a Managed identity".'],
  },
  ...columns,
  'record-application-unknown': {
    code: 'PPMI1008',
    severity: 'error',
    since: firstRelease,
    evidence: 'derived',
    title: 'The record names an application that the tenant does not know',
    message: (args) =>
      `${theRecord(args)} names ${args.applicationId === null ? 'an application' : `application ${args.applicationId}`}, which has neither a registration nor a service principal in ${args.tenantId === null ? 'the tenant' : `tenant ${args.tenantId}`}.`,
    cause: 'The application was deleted, the ID was mistyped, or the application belongs to another tenant.',
    fix: (_args, print) => [
      'Find the right application and its client ID:',
      print.command(
        'az',
        'ad',
        'app',
        'list',
        '--display-name',
        '<name>',
        '--query',
        '[].{name:displayName,clientId:appId}',
      ),
      ...print.repair('--application-id', '<client-id>'),
      ...print.byHand(),
    ],
    repair: 'ask',
    see: ['AADSTS700016'],
    verify: (print) => [
      'Both commands fail:',
      print.command('az', 'ad', 'app', 'show', '--id', print.applicationId),
      print.command('az', 'ad', 'sp', 'show', '--id', print.applicationId),
    ],
  },
  'record-imported-from-dev': {
    code: 'PPMI1012',
    severity: 'error',
    since: firstRelease,
    evidence: 'observed',
    title: 'The imported record names the application of another environment',
    message: (args) =>
      `${theRecord(args)} came with a managed solution and names ${named('application', args.application)}, which trusts another environment and not this one.`,
    cause:
      'Solutions contain the record with its client ID and tenant as plain values. Importing a solution does not replace them.',
    fix: (_args, print) => [
      'Choose the application for this environment, and pass its client ID.',
      ...print.repair('--application-id', '<client-id>'),
      ...print.byHand(),
    ],
    repair: 'patch',
    see: ['AADSTS700016', 'AADSTS700213'],
    verify: readRecord,
  },
  'record-duplicate': {
    code: 'PPMI1013',
    severity: 'info',
    since: firstRelease,
    evidence: 'derived',
    title: 'Two records for one application',
    message: (args) =>
      `The environment has ${named('another record', args.other, 'another record')} for the same application. Only ${named('managed identity record', args.record)}, which is bound, has an effect.`,
    cause: 'A second record was created instead of correcting the first. Its settings have no effect.',
    fix: () => ['Change only the bound record. Delete the other one if nothing is bound to it.'],
    repair: 'none',
    see: [],
  },
  'record-not-customizable': {
    code: 'PPMI1031',
    severity: 'info',
    since: firstRelease,
    evidence: 'documented',
    title: 'The managed solution of the record does not allow changes',
    message: (args) =>
      `${theRecord(args)} came with ${named('the managed solution', args.solution, 'a managed solution')}, and its managed properties do not allow changes in this environment. Dataverse refuses them with 0x8004f027.`,
    cause:
      'The publisher of the solution switched off customization of the record. The plug-in works with it as it is, but its application, tenant and version cannot be changed here, not even by ppmi repair.',
    fix: (_args, print) => [
      'Nothing has to be done while the plug-in works. To change the record, change it in the environment where the solution is built, and import the solution again.',
      'Or let the publisher allow customization (Power Apps > Solutions > the record > Managed properties), or create and bind a record of your own:',
      print.onEnvironment(['identity', 'list']),
    ],
    repair: 'none',
    see: [],
    verify: (print) => [
      'The `Value` of `iscustomizable` is false:',
      print.readDataverse('managedidentities(<record-id>)?$select=name,iscustomizable,ismanaged'),
    ],
  },
  'trace-log-off': {
    code: 'PPMI1032',
    severity: 'info',
    since: firstRelease,
    evidence: 'documented',
    title: 'Trace logging of plug-ins is off',
    message: (args) =>
      `${capital(named('environment', args.environment))} keeps no trace log of plug-in runs, so ppmi judges only the configuration and not what happened in failed runs.`,
    cause:
      'With a trace log ppmi would also see what Entra and the resource answered: the subject that was really presented, blocked sign-ins, wrong scopes, and missing roles. The setting is off in a new environment.',
    fix: ({ organizationId }, print) => [
      'Log exceptions: Settings > Administration > System Settings > Customization > Plug-in and custom workflow activity tracing > Exception. Or send the request:',
      ...print.request({
        system: 'dataverse',
        method: 'PATCH',
        url: print.webApi(`organizations(${guidWord(organizationId, 'organization-id')})`),
        body: { plugintracelogsetting: 1 },
      }),
      'Run the plug-in once more, then the checks:',
      print.doctor(),
      'Switch it off again afterwards: the log grows with every run that fails.',
    ],
    repair: 'none',
    see: [],
    verify: (print) => [
      '`plugintracelogsetting` is 0 (1: exceptions, 2: all runs):',
      print.readDataverse('organizations?$select=plugintracelogsetting'),
    ],
  },
} as const satisfies Partial<FindingBodies>;
