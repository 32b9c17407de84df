/**
 * The environment of programs that ppmi starts: `az`, `pwsh`, a browser, tools of the system. Without the variables of
 * ppmi, which may hold a client secret, a password, or the password of a proxy.
 */
export function childEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^PPMI_/i.test(name)));
}
