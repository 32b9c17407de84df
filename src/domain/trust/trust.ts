/** The claims that the platform presents to Entra for a component, which a federated identity credential must hold. */

/** The `version` column of the managed identity record; an empty one means 0. */
export type TrustVersion = 0 | 1 | 2;

/** The version that a flag names; null without the flag. */
export function trustVersionOf(text: `${TrustVersion}` | undefined): TrustVersion | null {
  return text === undefined ? null : text === '0' ? 0 : text === '1' ? 1 : 2;
}

export type ComponentType = 'assembly' | 'package';

/** `not-verified`: computed from something that no source confirms; never a reason for a repair. */
export type Confidence = 'documented' | 'not-verified';

export interface Trust {
  readonly version: TrustVersion;
  /** Null where the cloud table has no value. */
  readonly issuer: string | null;
  /** Null when it must not be predicted; `reason` says why. */
  readonly subject: string | null;
  readonly audience: string | null;
  readonly confidence: Confidence;
  /** Other subjects that may be the right one; the documented one is `subject`. */
  readonly alternatives: readonly string[];
  readonly issuerAlternatives: readonly string[];
  /** Why the subject is null or the confidence is not `documented`; null when there is nothing to say. */
  readonly reason: string | null;
}

/** The three claims as configured or presented, unchanged. */
export interface PresentedTrust {
  readonly issuer: string | null;
  readonly subject: string | null;
  readonly audience: string | null;
}
