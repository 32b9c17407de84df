/** The `plugintracelogs` table (services.md 5.5), and the organization's setting for it. */
import { badPayload } from './answers.ts';
import { organizationVersion } from './organization.ts';
import { markWritten, withVersion } from './row-version.ts';
import { sameId } from './same-id.ts';
import type { Table } from './table.ts';

export const pluginTraceLogs: Table = {
  set: 'plugintracelogs',
  logicalName: 'plugintracelog',
  key: 'plugintracelogid',
  privilege: 'PluginTraceLog',
  columns: () => [
    'plugintracelogid',
    'typename',
    'messagename',
    'primaryentity',
    'messageblock',
    'exceptiondetails',
    'correlationid',
    'requestid',
    'mode',
    'operationtype',
    'depth',
    'pluginstepid',
    'performanceexecutionstarttime',
    'performanceexecutionduration',
    'createdon',
    'issystemcreated',
    'configuration',
    'persistencekey',
    'performanceconstructorstarttime',
    'performanceconstructorduration',
    'profile',
    'organizationid',
    '_createdby_value',
    '_createdonbehalfby_value',
  ],
  rows: (environment) =>
    environment.traceLogs.map((log) => ({
      plugintracelogid: log.id,
      typename: log.typeName,
      messagename: 'ppmi_RunPlugin',
      primaryentity: 'none',
      messageblock: log.messageBlock,
      exceptiondetails: log.exceptionDetails,
      correlationid: log.correlationId,
      requestid: log.requestId,
      mode: 0,
      operationtype: 1,
      depth: 1,
      pluginstepid: null,
      performanceexecutionstarttime: log.createdOn,
      performanceexecutionduration: 0,
      createdon: log.createdOn,
      issystemcreated: true,
      configuration: null,
      persistencekey: null,
      performanceconstructorstarttime: log.createdOn,
      performanceconstructorduration: 0,
      profile: null,
      organizationid: environment.organizationId,
      _createdby_value: null,
      _createdonbehalfby_value: null,
    })),
  remove({ environment }, id) {
    environment.traceLogs = environment.traceLogs.filter((log) => !sameId(log.id, id));
    return null;
  },
};

export const organizations: Table = {
  set: 'organizations',
  logicalName: 'organization',
  key: 'organizationid',
  privilege: 'Organization',
  labels: { plugintracelogsetting: { 0: 'Off', 1: 'Exception', 2: 'All' } },
  columns: () => [
    'organizationid',
    'name',
    'plugintracelogsetting',
    'createdon',
    'modifiedon',
    'version',
    'versionnumber',
  ],
  rows: (environment) => [
    withVersion(
      {
        organizationid: environment.organizationId,
        name: environment.uniqueName,
        plugintracelogsetting: environment.plugInTraceLogSetting ?? 1,
        createdon: '2020-01-01T00:00:00Z',
        modifiedon: environment.organizationRow?.modifiedOn ?? '2020-01-01T00:00:00Z',
        version: organizationVersion,
      },
      environment.organizationRow ?? {},
    ),
  ],
  update({ environment, context }, _id, body) {
    const setting = body.plugintracelogsetting;
    if (setting !== 0 && setting !== 1 && setting !== 2)
      return badPayload('organizations', "Only the property 'plugintracelogsetting' (0, 1 or 2) can be changed here.");
    environment.plugInTraceLogSetting = setting;
    environment.organizationRow ??= {};
    markWritten(environment, environment.organizationRow, context.now());
    return null;
  },
};
