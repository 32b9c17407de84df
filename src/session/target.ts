/** The services that a run uses. Live and emulated targets have the same capabilities, so that no command needs to distinguish them. */
import type { CloudId } from '../domain/cloud/cloud-id.ts';
import type { LocalFiles } from '../domain/facts.ts';
import type { NetworkSettings } from '../net/network-settings.ts';
import type { SignIn } from '../net/sign-in/method.ts';
import type { Profile } from './profile/profile.ts';
import type { SignInFlags } from './sign-in-flags.ts';

export interface Target {
  /** The results are about the built-in emulator, not about a real tenant. */
  readonly emulated: boolean;
  readonly network: NetworkSettings;
  /** What the target stands for where no flag says it. */
  readonly defaults: TargetDefaults;
  /** How to sign in, where the target decides that; null: the flags and the profile decide. */
  readonly signIn: SignIn | null;
  /** The flags completed from a profile, and that profile. */
  withProfile<F extends SignInFlags>(flags: F): { readonly flags: F; readonly profile: Profile | null };
  /** Files that belong to the target and that no flag has to name. */
  localFiles(): Promise<LocalFiles>;
  now(): Date;
  /** Waits; the emulator's clock is moved forward instead. */
  sleep(ms: number): Promise<void>;
  /** Runs the plug-in of a component once; null where ppmi has no means to run it. */
  readonly runPlugin: ((component: TargetComponent) => Promise<PluginRun>) | null;
  /** What the platform presents to Entra for a component; null where it cannot be obtained. */
  readonly presentedAssertion: ((component: TargetComponent) => Promise<PresentedAssertion>) | null;
  close(): Promise<void>;
}

export interface TargetDefaults {
  readonly environmentUrl: string | null;
  readonly cloud: CloudId | null;
  readonly tenantId: string | null;
  /** ID of the component, where the environment is the default one. */
  readonly componentId: string | null;
  /** Scope that the plug-in of the default component asks a token for. */
  readonly scope: string | null;
  /** Address that the plug-in of the default component reads. */
  readonly resource: string | null;
}

/** Null: the default one. */
export interface TargetComponent {
  readonly environmentUrl: string | null;
  readonly componentId: string | null;
}

export type PluginRun =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly stack: string;
      /** It was not run, so that it says nothing about the configuration. */
      readonly notRun?: true;
    };

export interface PresentedAssertion {
  readonly assertion: string;
  readonly clientId: string;
  /** Whom the platform asks for the token: the tenant that the record names. */
  readonly tenantId: string;
  /** What the code of the plug-in asks for. */
  readonly scope: string;
}
