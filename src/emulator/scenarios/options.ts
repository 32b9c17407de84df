/** Options of a baseline world. */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import type { Environment } from '../world/model.ts';

export interface BaseOptions {
  readonly cloud: CloudId;
  /** What the record names: an app registration or a user-assigned managed identity. */
  readonly kind: 'app' | 'uami';
  readonly component: 'assembly' | 'package';
  /** Name of the recorded file that is registered. */
  readonly content: string;
  readonly version: 0 | 1 | 2;
  readonly environmentType: Environment['type'];
  /** ISO time, or null for the machine's clock. */
  readonly now: string | null;
  readonly components: number;
  /** Records, each with an application of its own; components are bound to them in turn. */
  readonly applications: number;
  /** Bytes of registered content, all components together. 0: as recorded. */
  readonly contentBytes: number;
  readonly seed: number;
  /** `eventual`: reads lag behind writes, some writes and exchanges fail for a while. */
  readonly consistency: 'strict' | 'eventual';
  /** 1: other workloads of the same company around. */
  readonly company: 0 | 1;
}

export const defaults: BaseOptions = {
  cloud: 'public',
  kind: 'app',
  component: 'assembly',
  content: 'self-rsa',
  version: 1,
  environmentType: 'Sandbox',
  now: null,
  components: 1,
  applications: 1,
  contentBytes: 0,
  seed: 1,
  consistency: 'strict',
  company: 0,
};
