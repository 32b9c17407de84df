import { applications, federatedCredentials, otherCredentials } from './application.ts';
import { component, components } from './component.ts';
import { environment, identity, records } from './identity.ts';
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
];
