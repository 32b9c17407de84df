/** Small servers on loopback for the tests of the network: an authority, TLS servers, forward proxies. */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as http from 'node:http';
import * as https from 'node:https';
import * as net from 'node:net';
import * as x509 from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const day = 24 * 3600 * 1000;

interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface Authority {
  readonly pem: string;
  /** For these names: key, and the chain as a server sends it (leaf first, then `above` it, without the root). */
  issue(
    names: readonly string[],
    validity?: Validity,
    hash?: 'SHA-1',
    more?: readonly x509.Extension[],
  ): Promise<{ key: string; cert: string }>;
  /** An authority below this one; `pem` is still the root's, its leaves come with it in the chain. */
  intermediate(name: string, made?: { readonly validity?: Validity }): Promise<Authority>;
}

export async function createAuthority(name: string, validity?: Validity): Promise<Authority> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
    ...validity,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return authority(certificate, keys, certificate.toString('pem'), []);
}

function authority(
  self: x509.X509Certificate,
  keys: webcrypto.CryptoKeyPair,
  rootPem: string,
  above: readonly string[],
): Authority {
  const signed = (subject: string, publicKey: webcrypto.CryptoKey, extensions: x509.Extension[], more: object = {}) =>
    x509.X509CertificateGenerator.create({
      subject,
      issuer: self.subject,
      publicKey,
      signingKey: keys.privateKey,
      signingAlgorithm: algorithm,
      notBefore: new Date(Date.now() - day),
      notAfter: new Date(Date.now() + day),
      extensions,
      ...more,
    });
  return {
    pem: rootPem,
    async issue(names, validity, hash, more = []) {
      const leaf = await generateKeys();
      const certificate = await signed(`CN=${names[0]}`, leaf.publicKey, [alternativesOf(names), ...more], {
        ...validity,
        ...(hash === undefined ? {} : { signingAlgorithm: { ...algorithm, hash } }),
      });
      return {
        key: await pemOf(leaf.privateKey),
        cert: [certificate.toString('pem'), ...above].join('\n'),
      };
    },
    async intermediate(name, { validity } = {}) {
      const below = await generateKeys();
      const extensions = [new x509.BasicConstraintsExtension(true, undefined, true)];
      const certificate = await signed(`CN=${name}`, below.publicKey, extensions, validity);
      return authority(certificate, below, rootPem, [certificate.toString('pem'), ...above]);
    },
  };
}

/** A certificate for these names that no authority signed. */
export async function selfSigned(names: readonly string[]): Promise<{ key: string; cert: string }> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${names[0]}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - day),
    notAfter: new Date(Date.now() + day),
    extensions: [alternativesOf(names)],
  });
  return { key: await pemOf(keys.privateKey), cert: certificate.toString('pem') };
}

function alternativesOf(names: readonly string[]): x509.SubjectAlternativeNameExtension {
  return new x509.SubjectAlternativeNameExtension(
    names.map((value) => ({ type: net.isIP(value) ? ('ip' as const) : ('dns' as const), value })),
  );
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`;
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  x509.cryptoProvider.set(webcrypto as never);
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

export interface Server {
  readonly port: number;
  close(): Promise<void>;
}

/** A server that closes with all its connections. */
export async function listen(server: net.Server): Promise<Server> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as net.AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

export type Handler = (request: http.IncomingMessage & { body: string }, response: http.ServerResponse) => void;

/** An HTTPS server; the handler sees the whole body. */
export function startHttps(tls: { key: string; cert: string }, handler: Handler): Promise<Server> {
  const server = https.createServer(tls, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => handler(Object.assign(request, { body: Buffer.concat(parts).toString() }), response));
  });
  return listen(server);
}

export interface ForwardProxy extends Server {
  readonly url: string;
  /** The CONNECT lines that came, with their headers. */
  readonly connects: readonly { readonly target: string; readonly headers: http.IncomingHttpHeaders }[];
}

/** Tunnels every host to one port; `refuse` may answer instead, with a whole HTTP answer. */
export async function startProxy(
  port: number,
  refuse: (target: string, headers: http.IncomingHttpHeaders) => string | null = () => null,
): Promise<ForwardProxy> {
  const connects: { target: string; headers: http.IncomingHttpHeaders }[] = [];
  const server = http.createServer();
  server.on('connect', (request: http.IncomingMessage, client: net.Socket) => {
    const target = request.url ?? '';
    connects.push({ target, headers: request.headers });
    client.on('error', () => undefined);
    const refusal = refuse(target, request.headers);
    if (refusal !== null) {
      client.end(refusal);
      return;
    }
    const upstream = net.connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  const { port: own, close } = await listen(server);
  return { port: own, url: `http://127.0.0.1:${own}`, connects, close };
}
