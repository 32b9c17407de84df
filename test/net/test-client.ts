/** The HTTP client behind a proxy that leads every host name to one server, whose answers a test decides. */
import { createRedactor } from '../../src/domain/redact.ts';
import { createHttp, type Http, type HttpOptions, type HttpRequest, type LogEntry } from '../../src/net/http.ts';
import {
  type Authority,
  createAuthority,
  type ForwardProxy,
  type Handler,
  type Server,
  startHttps,
  startProxy,
} from './loopback.ts';

export const graph = 'https://graph.microsoft.com';
export const json = { 'content-type': 'application/json' };

export const status =
  (code: number, headers: Record<string, string> = {}): Handler =>
  (_, response) =>
    void response.writeHead(code, { ...json, ...headers }).end('{"error":{"code":"x"}}');

export const ok: Handler = (_, response) => void response.writeHead(200, json).end('{"value":[1]}');

/** For the tests of one file: its hooks start and end what they need. */
class TestClient {
  authority!: Authority;
  server!: Server;
  proxy!: ForwardProxy;
  handler!: Handler;
  http!: Http;
  slept: number[] = [];
  log: LogEntry[] = [];

  /** Replaces the client; an earlier one is still to be closed. */
  readonly make = (options: Partial<HttpOptions> = {}): Http => {
    this.slept = [];
    this.log = [];
    const clock = { now: () => 0, sleep: async (ms: number) => void this.slept.push(ms), random: () => 0.5 };
    this.http = createHttp({
      redactor: createRedactor(),
      environment: { https_proxy: this.proxy.url },
      ca: [this.authority.pem],
      clock,
      onLog: (entry) => this.log.push(entry),
      ...options,
    });
    return this.http;
  };

  readonly get = (options: Partial<HttpRequest> = {}) =>
    this.http.request({ method: 'GET', url: `${graph}/v1.0/x?q=1`, system: 'graph', ...options });

  /** One answer after another; the last for ever. @returns how many were asked for */
  readonly answers = (...each: readonly Handler[]): (() => number) => {
    let count = 0;
    this.handler = (request, response) => each[Math.min(count++, each.length - 1)]?.(request, response);
    return () => count;
  };
}

export function testClient(): TestClient {
  const client = new TestClient();
  before(async () => {
    client.authority = await createAuthority('Test root');
    const names = ['graph.microsoft.com', 'login.microsoftonline.com', 'evil.example', '127.0.0.1', 'localhost'];
    client.server = await startHttps(await client.authority.issue(names), (request, response) =>
      client.handler(request, response),
    );
    client.proxy = await startProxy(client.server.port);
  });
  beforeEach(() => void client.make());
  afterEach(() => client.http.close());
  after(async () => {
    await client.proxy.close();
    await client.server.close();
  });
  return client;
}
