import type { AnyCheck } from '../doctor/check.ts';
import applicationExists from './application/exists.ts';
import componentSigned from './certificate/component-signed.ts';
import signatureIntact from './certificate/signature-intact.ts';
import certificateUsable from './certificate/usable.ts';
import recordBound from './identity/record-bound.ts';
import recordSettings from './identity/record-settings.ts';
import commonNameUsable from './trust/common-name-usable.ts';
import credentialMatches from './trust/credential-matches.ts';
import credentialOnRightApplication from './trust/credential-on-right-application.ts';
import versionCurrent from './trust/version-current.ts';

/** In the order of cause: what stands first makes what follows fail, not the reverse. */
export const checks: readonly AnyCheck[] = [
  recordBound,
  recordSettings,
  componentSigned,
  signatureIntact,
  applicationExists,
  credentialOnRightApplication,
  commonNameUsable,
  credentialMatches,
  versionCurrent,
  certificateUsable,
];
