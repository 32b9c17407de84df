/** The Power Platform API, as far as a probe without a token and the network diagnostics of an environment see it. */
import { type CloudValue, cloud, cloudIds } from '../../../domain/cloud/cloud.ts';
import { refuse } from '../odata/refuse.ts';
import type { Context, EmulatedRequest, EmulatedResponse, Service } from '../service.ts';

/**
 * Microsoft's own module reads `x-ms-correlation-id` from every answer (observed); that it is there without a token, and
 * that such an answer is 401, is inferred (domain notes, connectivity §4).
 */
export const powerPlatformService: Service = {
  name: 'powerplatform',
  answers: (host) =>
    cloudIds.some((id) => {
      const { powerPlatformApiHost, environmentHostSuffix } = cloud(id);
      return powerPlatformApiHost.value === host || host.endsWith(`.${environmentHostSuffix.value}`);
    }),
  async handle(request, context) {
    return { ...answer(request, context), headers: { 'x-ms-correlation-id': context.newId() } };
  },
};

function answer(request: EmulatedRequest, context: Context): EmulatedResponse {
  const { cloud: id, operator } = context.world;
  const caller = context.caller(request, audiences(cloud(id).powerPlatformApiAudience));
  if (caller === null) return refuse(401, 'Unauthorized', 'An access token is required.');
  if (!request.path.startsWith('/plex/')) return refuse(404, 'NotFound', `No route matches '${request.path}'.`);
  if (operator.powerPlatformAdmin === false) return refuse(403, 'Forbidden', 'The caller is no administrator.');
  return diagnostics(request.method, request.path.slice('/plex/'.length), request);
}

function audiences({ value }: CloudValue): string[] {
  return value === null ? [] : [value, value.replace(/\/$/, '')];
}

const container = '10.0.0.20';

/** Of the subnet that the environment is connected to. */
const usage = {
  AzureRegion: 'westeurope',
  SubnetName: 'power-platform',
  SubnetIpRange: '10.0.0.0/24',
  ContainerReservedIpCount: 8,
  DnsServers: ['168.63.129.16'],
};

/** Keys as the EnterprisePolicies module reads them (observed). No environment of the emulator has a broken network. */
function diagnostics(method: string, call: string, { body }: EmulatedRequest): EmulatedResponse {
  if (method === 'GET' && call === 'environmentRegion') return { status: 200, body: '"westeurope"' };
  if (method === 'GET' && call === 'networkUsage') return { status: 200, body: usage };
  const text = method === 'POST' ? body.toString('utf8') : '';
  const asked = text === '' ? {} : (JSON.parse(text) as { HostName?: string; Destination?: string; Port?: number });
  const { HostName, Destination, Port } = asked;
  const tls = { Success: true, Protocols: 'Tls13', SslErrors: 'None', ExceptionMessage: null };
  switch (call) {
    case 'resolveDns':
      return {
        status: 200,
        body: { Success: true, HostName, IPAddresses: ['10.0.1.4'], DnsServers: ['168.63.129.16'], ErrorMessage: null },
      };
    case 'testConnection':
      return {
        status: 200,
        body: { TCPSuccess: true, TCPErrorMessage: null, Destination, Port, ContainerIpAddress: container },
      };
    case 'testTLSConnection':
      return {
        status: 200,
        body: {
          TCPConnectivity: true,
          Certificate: { Issuer: 'CN=Emulated Public CA', IsExpired: false, IsSelfSigned: false },
          SSLWithoutCRL: tls,
          SSLWithCRL: tls,
          ContainerIpAddress: container,
        },
      };
    default:
      return refuse(404, 'NotFound', `No route matches '/plex/${call}'.`);
  }
}
