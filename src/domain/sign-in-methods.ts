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

/** Where the tokens of an interactive sign-in are kept between runs. `system`: protected by the operating system. */
export const tokenCaches = ['system', 'memory', 'plain-file'] as const;
export type TokenCache = (typeof tokenCaches)[number];
