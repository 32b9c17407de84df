/** 4xxx: what is between this machine and the services. The plug-in runs in another network. */
import type { NetworkFindingName } from '../../domain/network-findings.ts';
import { http } from './network/http.ts';
import { proxy } from './network/proxy.ts';
import { reach } from './network/reach.ts';
import { tls } from './network/tls.ts';
import type { NetworkBodies } from './network/words.ts';

export const network: NetworkBodies<NetworkFindingName> = { ...reach, ...tls, ...http, ...proxy };
