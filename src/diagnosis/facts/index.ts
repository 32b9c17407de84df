import { applicationUser, vaultAccess } from './access.ts';
import { applications, credentialsChangedAt, directory, federatedCredentials, managedIdentity } from './application.ts';
import { component, components } from './component.ts';
import { environment, identity, recordCustomizable, recordSolution, records } from './identity.ts';
import { neighbors, otherCredentials } from './other-workloads.ts';
import { othersCredentials } from './others-credentials.ts';
import { recentErrors, traceLogging } from './traces.ts';
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
  managedIdentity,
  recordCustomizable,
  recordSolution,
  otherCredentials,
  neighbors,
  othersCredentials,
  registeredFile,
  localFiles,
  expectedTrust,
  now,
  recentErrors,
  traceLogging,
  credentialsChangedAt,
  vaultAccess,
  applicationUser,
];
