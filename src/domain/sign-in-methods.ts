/** What `--sign-in` takes. */
export const signInMethods = [
  'device-code',
  'browser',
  'client-secret',
  'client-certificate',
  'federated',
  'azure-cli',
  'azure-powershell',
  'token-file',
] as const;
export type SignInMethod = (typeof signInMethods)[number];
