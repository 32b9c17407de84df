import type {
  ApplicationFact,
  ComponentFact,
  CredentialsFact,
  EnvironmentFact,
  IdentityRecord,
  ServicePrincipalFact,
} from '../domain/facts.ts';
import type { StepRequest } from '../domain/plan.ts';
import type { ComponentType } from '../domain/trust.ts';

/** Which component is meant; without a name the only one that can be meant. */
export interface ComponentChoice {
  readonly component: string | null;
  readonly type: ComponentType | null;
}

/** One Dataverse environment. Absence is null or an empty list; "could not look" is a thrown PpmiError. */
export interface DataverseSource {
  environment(): Promise<EnvironmentFact>;
  records(): Promise<readonly IdentityRecord[]>;
  components(): Promise<readonly ComponentFact[]>;
  /** The service's clock; null before its first answer. */
  clock(): Date | null;
  /** What is registered; null when the service returns no content. */
  content(component: ComponentFact): Promise<Uint8Array | null>;
  send(request: StepRequest): Promise<void>;
}

/** The directory of the environment's tenant. */
export interface GraphSource {
  application(appId: string): Promise<ApplicationFact | null>;
  applicationByObjectId(id: string): Promise<ApplicationFact | null>;
  servicePrincipal(appId: string): Promise<ServicePrincipalFact | null>;
  credentials(application: ApplicationFact): Promise<CredentialsFact>;
  send(request: StepRequest): Promise<void>;
}

/** Azure: what hangs on a user-assigned managed identity. */
export interface ArmSource {
  /** By the identity's ARM id; null when there is no such identity (any more). */
  credentials(resourceId: string): Promise<CredentialsFact | null>;
  send(request: StepRequest): Promise<void>;
}

/** Everything a run can read. What was asked for on the command line stands here too, so that facts stay pure. */
export interface Sources {
  readonly dataverse: DataverseSource;
  readonly graph: GraphSource;
  readonly arm: ArmSource;
  readonly target: ComponentChoice;
  /** `--application-id`: the identity to look at where no record names one. */
  readonly assumedApplicationId: string | null;
}
