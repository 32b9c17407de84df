import { applicationUser, vaultAccess } from './access.ts';
import { applications, directory, federatedCredentials } from './application.ts';
import { component, components } from './component.ts';
import { environment, identity, records } from './identity.ts';
import { neighbors, otherCredentials, othersCredentials } from './other-workloads.ts';
import { recentErrors } from './traces.ts';
import { expectedTrust, localFiles, now, registeredFile } from './trust.ts';

export const factReaders = [
  environment,
  components,
  component,
  records,
  identity,
  applications,
  directory,
  federatedCredentials,
  otherCredentials,
  neighbors,
  othersCredentials,
  registeredFile,
  localFiles,
  expectedTrust,
  now,
  recentErrors,
  vaultAccess,
  applicationUser,
];
