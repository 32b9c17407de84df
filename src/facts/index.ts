import { applicationUser, vaultAccess } from './access.ts';
import { applications, federatedCredentials, otherCredentials } from './application.ts';
import { component, components } from './component.ts';
import { environment, identity, records } from './identity.ts';
import { recentErrors } from './traces.ts';
import { expectedTrust, now, registeredFile } from './trust.ts';

export const factReaders = [
  environment,
  components,
  component,
  records,
  identity,
  applications,
  federatedCredentials,
  otherCredentials,
  registeredFile,
  expectedTrust,
  now,
  recentErrors,
  vaultAccess,
  applicationUser,
];
