import type { ProxyServer } from './proxy.ts';

/** The steps to a connection. `proxy-…`: on the way to the proxy itself; `proxy`: the proxy was requested a tunnel. */
export type ConnectStage = 'dns' | 'tcp' | 'proxy-dns' | 'proxy-tcp' | 'proxy-tls' | 'proxy' | 'tls';

/** Which step to a connection failed; message and code are those of its cause. */
export class StageFailure extends Error {
  readonly code: unknown;
  readonly stage: ConnectStage;
  readonly proxy: ProxyServer | null;

  constructor(stage: ConnectStage, proxy: ProxyServer | null, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'StageFailure';
    this.code = (cause as { readonly code?: unknown } | undefined)?.code;
    this.stage = stage;
    this.proxy = proxy;
  }
}

export async function atStage<T>(stage: ConnectStage, proxy: ProxyServer | null, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof StageFailure ? error : new StageFailure(stage, proxy, error);
  }
}
