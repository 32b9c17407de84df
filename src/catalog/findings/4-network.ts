/** 4xxx: what is between this machine and the services, and what the network of the environment says. */
import type { NetworkFindingName } from '../../domain/network-findings.ts';
import { environment } from './network/environment.ts';
import { http } from './network/http.ts';
import { proxy } from './network/proxy.ts';
import { reach } from './network/reach.ts';
import { tls } from './network/tls.ts';
import type { NetworkBodies } from './network/words.ts';

export const network: NetworkBodies<NetworkFindingName> = { ...reach, ...tls, ...http, ...proxy, ...environment };
