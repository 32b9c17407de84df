import type { Socket } from 'node:net';
import type { DialTarget, Limits } from '../connect.ts';

export interface Address {
  readonly address: string;
  readonly family: 4 | 6;
}

/** The machine's network; replaced in tests, so that real names lead to loopback. */
export interface Network {
  lookup(host: string): Promise<readonly Address[]>;
  dial(target: DialTarget, limits: Limits): Promise<Socket>;
}
