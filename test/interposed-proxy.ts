/** A proxy that opens TLS with a CA of its own, as an inspecting one does, and answers some requests in place of the service. */
import { writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { ProxyAgent, request as send } from 'undici';
import { createAuthority, startHttps, startProxy } from './net/loopback.ts';
import type { RealTarget } from './real-target.ts';

export interface ProxyAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface InterposedProxy {
  /** Flags for the network and the sign-in, by this proxy. */
  readonly access: readonly string[];
  /** How often it answered itself. */
  answered(): number;
  close(): Promise<void>;
}

export async function interpose(
  real: RealTarget,
  hosts: readonly string[],
  answer: (request: IncomingMessage) => ProxyAnswer | null,
): Promise<InterposedProxy> {
  const authority = await createAuthority('Inspecting proxy');
  const dispatcher = new ProxyAgent({ uri: real.emulator.proxyUrl, requestTls: { ca: real.emulator.caPem } });
  let count = 0;
  const server = await startHttps(await authority.issue(hosts), async (incoming, response) => {
    const own = answer(incoming);
    if (own !== null) count += 1;
    const { status, headers, body } = own ?? (await forward(incoming));
    response.writeHead(status, headers).end(body);
  });
  const proxy = await startProxy(server.port);
  const caFile = join(real.folder, 'inspecting.pem');
  writeFileSync(caFile, authority.pem);

  async function forward({ method, url, headers, body }: IncomingMessage & { readonly body: string }) {
    const { 'transfer-encoding': _framing, connection: _hop, ...kept } = headers;
    const answered = await send(`https://${headers.host}${url}`, {
      method: method ?? 'GET',
      headers: kept,
      body: body === '' ? null : body,
      dispatcher,
    });
    return {
      status: answered.statusCode,
      headers: answered.headers as Record<string, string>,
      body: Buffer.from(await answered.body.arrayBuffer()),
    };
  }

  return {
    access: real.access.map((word, index, all) => {
      if (all[index - 1] === '--proxy') return proxy.url;
      return all[index - 1] === '--ca-file' ? caFile : word;
    }),
    answered: () => count,
    async close() {
      await proxy.close();
      await server.close();
      await dispatcher.close();
    },
  };
}
