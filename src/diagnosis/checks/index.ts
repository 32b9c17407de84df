import type { AnyCheck } from '../check.ts';
import applicationUserThere from './access/application-user.ts';
import vaultAllows from './access/vault-allows.ts';
import applicationExists from './application/exists.ts';
import federationAllowed from './application/federation-allowed.ts';
import componentSigned from './certificate/component-signed.ts';
import registeredAsLocal from './certificate/registered.ts';
import signatureIntact from './certificate/signature-intact.ts';
import certificateUsable from './certificate/usable.ts';
import environmentTenant from './identity/environment-tenant.ts';
import recordBound from './identity/record-bound.ts';
import recordCustomizable from './identity/record-customizable.ts';
import recordOrigin from './identity/record-origin.ts';
import recordSettings from './identity/record-settings.ts';
import recordUnique from './identity/record-unique.ts';
import rightRecord from './identity/right-record.ts';
import credentialSpread from './token/credential-spread.ts';
import policyAllows from './token/policy-allows.ts';
import scopeKnown from './token/scope-known.ts';
import traceLogOn from './token/trace-log-on.ts';
import commonNameUsable from './trust/common-name-usable.ts';
import credentialMatches from './trust/credential-matches.ts';
import credentialVerified from './trust/credential-verified.ts';
import versionCurrent from './trust/version-current.ts';

/** In the order of cause: what stands first makes what follows fail, not the reverse. */
export const checks: readonly AnyCheck[] = [
  environmentTenant,
  recordBound,
  recordSettings,
  registeredAsLocal,
  componentSigned,
  signatureIntact,
  applicationExists,
  federationAllowed,
  rightRecord,
  recordOrigin,
  commonNameUsable,
  credentialMatches,
  credentialVerified,
  credentialSpread,
  policyAllows,
  scopeKnown,
  vaultAllows,
  applicationUserThere,
  versionCurrent,
  certificateUsable,
  recordUnique,
  recordCustomizable,
  traceLogOn,
];
