import { expect } from 'chai';
import { createRedactor } from '../../src/domain/redact.ts';
import { type Emulator, type RequestLine, startEmulator } from '../../src/emulator/emulator.ts';
import { buildScenario } from '../../src/emulator/scenarios/index.ts';
import { createHttp } from '../../src/net/http.ts';
import { emulatedTarget } from '../../src/session/emulated-target.ts';
import { createServiceClientsOpener, type ServiceClients } from '../../src/session/service-clients.ts';
import { type ForwardProxy, startProxy } from '../net/loopback.ts';

const { world, environmentUrl } = buildScenario('healthy-v2-issued');

describe('clients of an environment', () => {
  let emulator: Emulator;
  let proxy: ForwardProxy;
  let close: (() => Promise<void>)[];
  let lines: RequestLine[];

  beforeEach(async () => {
    lines = [];
    emulator = await startEmulator(world, { onRequest: (line) => lines.push(line) });
    proxy = await startProxy(0, () => 'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
    close = [() => proxy.close(), () => emulator.close()];
  });
  afterEach(async () => {
    for (const each of close) await each();
  });

  async function open(proxyUrl: string): Promise<ServiceClients> {
    const redactor = createRedactor();
    const http = createHttp({ redactor, environment: {}, emulated: { proxyUrl, caPem: emulator.caPem } });
    close.unshift(() => http.close());
    const context = { http, redactor, target: emulatedTarget(emulator), notify: () => {}, close: http.close };
    return createServiceClientsOpener({}, context)(world.cloud, environmentUrl);
  }

  it('requests each token once, even when several callers need it', async () => {
    const access = await open(emulator.proxyUrl);
    await access.prefetch(environmentUrl);
    const { dataverse, graph } = access.fresh(environmentUrl);
    await Promise.all([dataverse.environment(), dataverse.records(), graph.application(world.operator.clientId)]);
    expect(lines.filter(({ path }) => path.endsWith('/token')).length).to.equal(2);
  });

  it('requests no token for Microsoft Graph if only Dataverse is read', async () => {
    await (await open(emulator.proxyUrl)).fresh(environmentUrl).dataverse.records();
    expect(lines.filter(({ path }) => path.endsWith('/token')).length).to.equal(1);
  });

  it('does not retry a proxy that rejects the password', async () => {
    await (await open(proxy.url)).prefetch(environmentUrl);
    expect(proxy.connects.map(({ target }) => target)).to.deep.equal(['login.microsoftonline.com:443']);
  });
});
