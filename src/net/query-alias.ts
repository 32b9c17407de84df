/** The name that another one is an alias of (CNAME): a private endpoint shows in it. */
import { getServers, Resolver } from 'node:dns';
import type { Limits } from './connect.ts';

/** Null: none, or not known. Never longer than the limit. */
export function queryAlias(
  host: string,
  { ms, signal }: Limits,
  servers: readonly string[] = getServers(),
): Promise<string | null> {
  if (servers.length === 0 || signal?.aborted === true) return Promise.resolve(null);
  const resolver = new Resolver({ timeout: ms, tries: 1 });
  const cancel = () => resolver.cancel();
  const timer = setTimeout(cancel, ms);
  signal?.addEventListener('abort', cancel, { once: true });
  return new Promise<string | null>((resolve) => {
    try {
      resolver.setServers(servers);
    } catch {
      return resolve(null);
    }
    return resolver.resolveCname(host, (error, names) => resolve(error === null ? (names[0] ?? null) : null));
  }).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  });
}
