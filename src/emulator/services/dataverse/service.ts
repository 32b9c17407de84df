/** The Dataverse Web API of every environment of the world, versions 9.0 to 9.2 (services.md 5). */
import { cloud } from '../../../domain/cloud/cloud.ts';
import type { Environment, World } from '../../world/model.ts';
import { decodeSegments, parseSegment } from '../odata/path.ts';
import { refuse } from '../odata/refuse.ts';
import type { Context, EmulatedRequest, EmulatedResponse, Service } from '../service.ts';
import { refusesAccess, refusesMembership } from './access.ts';
import { odataContext, unknownResource } from './answers.ts';
import { batch } from './batch.ts';
import { type Call, newCall } from './call.ts';
import { componentLayers } from './component-layers.ts';
import { pluginAssemblies, pluginPackages } from './components.ts';
import { metadataDocument } from './csdl.ts';
import { retrieveDependencies } from './dependencies.ts';
import { downloadBlock, initializeDownload } from './files.ts';
import { refusesForLimits } from './limits.ts';
import { managedIdentities } from './managed-identities.ts';
import { entityDefinitions } from './metadata.ts';
import { retrieveCurrentOrganization, whoAmI } from './organization.ts';
import { runPlugIn } from './plug-in-run.ts';
import { pluginTypes } from './plug-in-types.ts';
import { tableResource } from './resource.ts';
import { withServiceHeaders } from './seal.ts';
import { importSolution } from './solution-import.ts';
import { solutionComponentDefinitions, solutionComponents, solutions } from './solutions.ts';
import { businessUnits, roles, systemUsers } from './system-users.ts';
import type { Table } from './table.ts';
import { organizations, pluginTraceLogs } from './trace-logs.ts';

/** Well-known app id of Dataverse, in every cloud. */
const dataverseAppId = '00000007-0000-0000-c000-000000000000';

const tables: readonly Table[] = [
  managedIdentities,
  pluginAssemblies,
  pluginPackages,
  pluginTypes,
  pluginTraceLogs,
  organizations,
  solutions,
  solutionComponents,
  solutionComponentDefinitions,
  componentLayers,
  systemUsers,
  roles,
  businessUnits,
];

export const dataverseService: Service = {
  name: 'dataverse',
  answers: (host, world) => environmentOf(host, world) !== null,
  async handle(request, context) {
    return withServiceHeaders(await answer(request, context), request, context);
  },
};

/** An organization answers on `{name}.{region}` and on `{name}.api.{region}`. */
function environmentOf(host: string, world: World): Environment | null {
  return (
    world.environments.find(({ url }) => {
      const own = new URL(url).host;
      return own === host || own.replace('.', '.api.') === host;
    }) ?? null
  );
}

async function answer(request: EmulatedRequest, context: Context): Promise<EmulatedResponse> {
  const environment = environmentOf(request.host, context.world);
  const match = /^\/api\/data\/(v9\.[0-2])(?:\/(.*))?$/i.exec(request.path);
  const segments = decodeSegments(match?.[2] ?? '');
  if (environment === null || match === null) return refuse(404, '0x80060888', 'Not Found');
  if (segments === null) return refuse(400, '0x80060888', 'Bad Request - Invalid URL');
  const caller = context.caller(request, [environment.url, `${environment.url}/`, dataverseAppId]);
  if (caller === null) return challenge(environment, context);
  const refusal =
    refusesAccess(caller, environment) ??
    refusesMembership(caller, environment, context) ??
    refusesForLimits(environment, context.now());
  if (refusal !== null) return refusal;
  const api = `https://${request.host}/api/data/${match[1]}`;
  return dispatch(newCall({ request, context, environment, caller, api }), segments);
}

async function dispatch(call: Call, segments: readonly string[]): Promise<EmulatedResponse> {
  const steps = segments.map(parseSegment);
  const [first] = steps;
  if (first === undefined)
    return {
      status: 200,
      body: { ...odataContext(call, ''), value: tables.map(({ set }) => ({ name: set, kind: 'EntitySet', url: set })) },
    };
  const post = call.request.method === 'POST';
  switch (first.name.replace(/^Microsoft\.Dynamics\.CRM\./, '')) {
    case 'WhoAmI':
      return whoAmI(call);
    case 'RetrieveCurrentOrganization':
      return retrieveCurrentOrganization(call, first.inner);
    case 'RetrieveDependenciesForDelete':
      return retrieveDependencies(call, first.inner);
    case '$metadata':
      return metadataDocument(call, tables);
    case '$batch':
      return post ? batch(call.request, batchOptions(call)) : unknownResource(first.name);
    case 'EntityDefinitions':
      return entityDefinitions(call, steps, tables);
    case 'InitializeFileBlocksDownload':
      return post ? initializeDownload(call, tables) : unknownResource(first.name);
    case 'DownloadBlock':
      return post ? downloadBlock(call, tables) : unknownResource(first.name);
    case 'ImportSolution':
      return post ? importSolution(call) : unknownResource(first.name);
    case 'ppmi_RunPlugin':
      return post ? runPlugIn(call, null) : unknownResource(first.name);
  }
  const table = tables.find(({ set }) => set === first.name);
  return table === undefined ? unknownResource(first.name) : tableResource(call, table, steps);
}

const batchOptions = ({ context, environment, prefer }: Call) => ({
  environment,
  continueOnError: prefer.continueOnError,
  newId: () => context.newId(),
  run: (request: EmulatedRequest) => dataverseService.handle(request, context),
});

/** Values stand without quotes, the body is empty (connectivity.md 4, observed). */
function challenge(environment: Environment, { world }: Context): EmulatedResponse {
  const login = cloud(world.cloud).loginHost.value;
  return {
    status: 401,
    headers: {
      'www-authenticate': `Bearer authorization_uri=https://${login}/${environment.tenantId}/oauth2/authorize, resource_id=${environment.url}/`,
    },
  };
}
