/** The machine's network; replaced in tests, so that real names lead to loopback. */
import type { Socket } from 'node:net';
import { type DialTarget, dial, type Limits } from './connect.ts';
import { createResolve, type Resolution, type ResolverOptions } from './resolve.ts';

export interface Network {
  resolve(host: string, limits: Limits): Promise<Resolution>;
  dial(target: DialTarget, limits: Limits): Promise<Socket>;
}

export function machineNetwork(options: ResolverOptions = {}): Network {
  return { resolve: createResolve(options), dial };
}
