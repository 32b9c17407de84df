/** The stateless services behind the proxy: all state is in the world. */
import { armService } from './arm/service.ts';
import { bapService } from './bap/service.ts';
import { dataverseService } from './dataverse/service.ts';
import { discoveryService } from './discovery/service.ts';
import { graphService } from './graph/service.ts';
import { keyVaultService } from './keyvault/service.ts';
import { powerPlatformService } from './powerplatform/service.ts';
import type { Service } from './service.ts';

export const services: readonly Service[] = [
  graphService,
  armService,
  keyVaultService,
  dataverseService,
  discoveryService,
  bapService,
  powerPlatformService,
];
