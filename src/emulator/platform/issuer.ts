/** Version 0: every environment is an issuer of its own, with metadata and keys on the environment's host. */
import type { SigningKeys } from '../services/entra/keys.ts';
import { powerPlatformService } from '../services/powerplatform/service.ts';
import type { Service } from '../services/service.ts';
import type { World } from '../world/model.ts';
import { environmentIssuer } from './mint.ts';

const issuersOf = (world: World) => world.environments.flatMap(({ id }) => environmentIssuer(world.cloud, id) ?? []);

export function createPlatformIssuer(keys: SigningKeys): Service {
  return {
    name: 'platform',
    answers: (host, world) => issuersOf(world).some((issuer) => new URL(issuer).hostname === host),
    async handle(request, context) {
      const { method, host, path } = request;
      // The same host serves the API of the environment.
      if (!path.startsWith('/sts/')) return powerPlatformService.handle(request, context);
      const issuer = `https://${host}/sts`;
      if (method === 'GET' && path === '/sts/.well-known/openid-configuration') {
        return { status: 200, body: { issuer, jwks_uri: `${issuer}/.well-known/jwks` } };
      }
      if (method === 'GET' && path === '/sts/.well-known/jwks')
        return { status: 200, body: { keys: [keys.platform.jwk] } };
      return { status: 404, body: { error: { code: 'NotFound', message: `No such route: ${path}` } } };
    },
  };
}
