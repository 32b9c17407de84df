/** The services behind the proxy that hold no state of their own: all they know is in the world. */
import { dataverseService } from './dataverse/service.ts';
import { graphService } from './graph/service.ts';
import type { Service } from './service.ts';

export const services: readonly Service[] = [graphService, dataverseService];
