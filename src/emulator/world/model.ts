/**
 * The emulated cloud as data: plain JSON values, so that a customer's configuration can be rebuilt from a file. Every
 * service reads and writes this one object, which exists as long as the process that created it.
 *
 * The emulator judges with code of its own. Certificates and the claims that follow from them come from recorded
 * fixtures (`recorded.json`, values printed by .NET) or from the world file, never from the domain layer.
 */
import type { CloudId } from '../../domain/cloud/cloud.ts';
import type { Subscription } from './azure.ts';
import type { Consistency } from './consistency.ts';
import type { Environment } from './environment.ts';
import type { NetworkFault } from './network-fault.ts';
import type { Tenant } from './tenant.ts';

export type * from './azure.ts';
export type * from './consistency.ts';
export type * from './environment.ts';
export type * from './network-fault.ts';
export type * from './tenant.ts';

export interface World {
  readonly title: string;
  readonly cloud: CloudId;
  /** ISO time at which the world's clock stands when it starts; null = the machine's clock. It then runs on. */
  readonly now: string | null;
  /** Makes ids, keys and injected faults repeatable. */
  readonly seed: number;
  tenants: Tenant[];
  environments: Environment[];
  /** The account that ppmi signs in with, and its permissions. */
  operator: PpmiPrincipal;
  /** Network faults, in order; the first that matches acts. */
  wire: NetworkFault[];
  subscriptions: Subscription[];
  /** How far reads lag behind writes, and which writes fail for a while. Absent: every write is visible at once. */
  consistency?: Consistency | undefined;
  /** Advances the clock with every request, besides real time. Absent: the clock follows real time only. */
  clock?: { secondsPerRequest: number };
  /** The first component's plug-in runs once at start-up, so that a failure is in the trace log. */
  ranBefore?: boolean;
  /** Files on the local disk, for `--assembly` and `--other-file` when neither flag is given. */
  localFiles?: { assembly?: LocalFile; others?: LocalFile[] };
  /** Environments without Dataverse; only the admin list shows them. */
  environmentsWithoutDataverse?: { id: string; tenantId: string; friendlyName: string; type: Environment['type'] }[];
}

export interface LocalFile {
  name: string;
  base64: string;
}

/** Key `operator` in a world file. */
export interface PpmiPrincipal {
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** Graph application permissions (roles in the token), e.g. `Application.Read.All`. */
  graphPermissions: string[];
  /** False: 403 "not a member of the organization". */
  dataverseMember: boolean;
  /** Dataverse privileges missing, by name. */
  missingPrivileges: string[];
  /** Role names, held on every subscription. */
  azureRoles: string[];
  /** False: the admin list of environments refuses. Absent = true. */
  powerPlatformAdmin?: boolean;
}
