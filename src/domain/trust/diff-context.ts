/** Context for recognizing mistakes. Every value is optional; a missing one is never guessed. */
import type { Certificate } from '../signed-file/model.ts';
import type { Trust } from './trust.ts';

export interface DiffContext {
  /** The certificate that the component is signed with. */
  readonly certificate?: Certificate | null;
  /** Its chain as embedded, signer first; for the name of the root where the immediate issuer's belongs. */
  readonly chain?: readonly Certificate[];
  /** Certificates that the component was signed with before, or will be. */
  readonly otherCertificates?: readonly Certificate[];
  /** Bytes of files that may have been hashed by mistake: PEM, PFX. */
  readonly otherFiles?: readonly Uint8Array[];
  readonly organizationId?: string | null;
  /** The customer's application (client ID). */
  readonly applicationId?: string | null;
  /** The tenant where the application is registered, if not the environment's. */
  readonly homeTenantId?: string | null;
  /** The trusts of all versions for the same component: to tell a credential that is right for another version. */
  readonly trusts?: readonly Trust[];
}
