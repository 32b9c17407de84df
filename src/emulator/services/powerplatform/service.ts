/** The Power Platform API, as far as a probe without a token sees it. */
import { cloud, cloudIds } from '../../../domain/cloud/cloud.ts';
import type { Service } from '../service.ts';

/**
 * Microsoft's own module reads `x-ms-correlation-id` from every answer (observed); that it is there without a token, and
 * that such an answer is 401, is inferred (domain notes, connectivity §4).
 */
export const powerPlatformService: Service = {
  name: 'powerplatform',
  answers: (host) => cloudIds.some((id) => cloud(id).powerPlatformApiHost.value === host),
  handle: async (_request, context) => ({
    status: 401,
    headers: { 'x-ms-correlation-id': context.newId() },
    body: { error: { code: 'Unauthorized', message: 'An access token is required.' } },
  }),
};
