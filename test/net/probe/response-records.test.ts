import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { expect } from 'chai';
import { trustSources } from '../../../src/net/probe/trust-sources.ts';
import { createAuthority, type Handler } from '../loopback.ts';
import { graph, loopbackServices } from './loopback-services.ts';

const hex = (pem: string) => new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase();

describe('what a report keeps of a host', () => {
  const { at, authority, leading, probe, tlsServer } = loopbackServices();
  const endpointOf = async (...given: Parameters<typeof probe>) =>
    (await probe(...given)).endpoints.find(({ host }) => host === graph);

  it('is the certificate of the host and of the CA, their validity, and where the CA is trusted', async () => {
    const issued = await (await authority.intermediate('Example Issuing')).issue([graph]);
    const { port } = await tlsServer(issued);
    const endpoint = await endpointOf(leading(port));
    const tls = endpoint?.tls;
    // Anyone can choose the name of a CA; in quotation marks no part of it begins a line.
    expect(endpoint?.stages.find(({ stage }) => stage === 'tls')?.detail).to.equal(
      'TLSv1.3, issued by "CN=Example Issuing"',
    );
    expect([tls?.leaf.sha256, tls?.top.sha256]).to.deep.equal([hex(issued.cert), hex(authority.pem)]);
    expect([tls?.leaf.issuer, tls?.top.subject, tls?.topTrustedBy]).to.deep.equal([
      'CN=Example Issuing',
      'CN=Example Root',
      'ca-file',
    ]);
    expect(tls?.leaf.notAfter).to.equal(new Date(new X509Certificate(issued.cert).validTo).toISOString());
    expect([tls?.protocol, tls?.cipher]).to.deep.equal(['TLSv1.3', 'TLS_AES_256_GCM_SHA384']);
  });

  it('is the certificate that is not trusted, without a protocol', async () => {
    const other = await createAuthority('Contoso Gateway');
    const issued = await other.issue([graph]);
    const { port } = await tlsServer({ ...issued, cert: `${issued.cert}\n${other.pem}` });
    const tls = (await endpointOf(leading(port)))?.tls;
    expect(tls?.top).to.include({ subject: 'CN=Contoso Gateway', sha256: hex(other.pem) });
    expect([tls?.topTrustedBy, tls?.protocol, tls?.cipher]).to.deep.equal(['none', null, null]);
  });

  it('is where the name leads to, and what kind of network that is', async () => {
    const { port } = await tlsServer(await authority.issue([graph]));
    const both = [
      { address: '10.1.2.3', family: 4 },
      { address: '2603:1030::1', family: 6 },
    ] as const;
    expect((await endpointOf(leading(port, at(...both))))?.addresses).to.deep.equal([
      { address: '10.1.2.3', kind: 'private' },
      { address: '2603:1030::1', kind: 'public' },
    ]);
  });

  it('is nothing where no certificate was seen', async () => {
    const endpoint = await endpointOf(leading(1));
    expect([endpoint?.status, endpoint?.tls, endpoint?.correlation]).to.deep.equal([null, null, null]);
  });

  it('is the IDs of the response and its time, also beside the finding that it shows', async () => {
    const date = 'Tue, 01 Dec 2026 08:00:00 GMT';
    const busy: Handler = (_, response) =>
      void response.writeHead(429, { date, 'request-id': 'r-1', 'client-request-id': 'c-1', 'retry-after': '9' }).end();
    const { port } = await tlsServer(await authority.issue([graph]), busy);
    const { endpoints, findings } = await probe(leading(port));
    const expected = { requestId: 'r-1', correlationId: 'c-1', timestamp: '2026-12-01T08:00:00.000Z' };
    const endpoint = endpoints.find(({ host }) => host === graph);
    expect([endpoint?.status, endpoint?.correlation]).to.deep.equal([429, expected]);
    expect(findings.find(({ name }) => name === 'throttled')?.correlation).to.deep.equal(expected);
    expect(findings.find(({ name }) => name === 'dns-fails')?.correlation).to.equal(null);
  });

  it('leaves out an ID that is no ID', async () => {
    const long: Handler = (_, response) => void response.writeHead(401, { 'request-id': 'x'.repeat(4000) }).end();
    const { port } = await tlsServer(await authority.issue([graph]), long);
    expect((await endpointOf(leading(port)))?.correlation?.requestId).to.equal(null);
  });

  for (const [what, body, expected] of [
    ['Entra', { error: 'x', trace_id: 't-1', correlation_id: 'c-1' }, ['t-1', 'c-1']],
    ['Graph', { error: { innerError: { 'request-id': 'r-1', 'client-request-id': 'c-1' } } }, ['r-1', 'c-1']],
    ['another server', { error: null, trace_id: 7, correlation_id: 'call your help desk' }, [null, null]],
    ['no object', null, [null, null]],
  ] as const) {
    it(`is the IDs in the body where the headers have none: ${what}`, async () => {
      const answer: Handler = (_, response) => void response.writeHead(400).end(JSON.stringify(body));
      const { port } = await tlsServer(await authority.issue([graph]), answer);
      const correlation = (await endpointOf(leading(port)))?.correlation;
      expect([correlation?.requestId, correlation?.correlationId]).to.deep.equal(expected);
    });
  }
});

describe('where a CA is trusted', () => {
  const [bundled = ''] = rootCertificates;
  const der = (pem: string) => new X509Certificate(pem).raw;

  it('is Node before any file, and unknown where no source has it', async () => {
    const { pem } = await createAuthority('Example Root');
    const sourceOf = trustSources({ ca: [`# a comment\n${bundled}`], environment: {} });
    expect([sourceOf(der(bundled)), sourceOf(der(pem))]).to.deep.equal(['bundled', null]);
  });

  it('is NODE_EXTRA_CA_CERTS, with other text in the file', async () => {
    const { pem } = await createAuthority('Example Root');
    const folder = mkdtempSync(join(tmpdir(), 'ppmi-trust-'));
    const file = join(folder, 'ca.pem');
    writeFileSync(file, `Example Root - internal\r\n${pem.replaceAll('\n', '\r\n')}`);
    const sourceOf = trustSources({ environment: { NODE_EXTRA_CA_CERTS: file } });
    expect(sourceOf(der(pem))).to.equal('node-extra-ca-certs');
    rmSync(folder, { recursive: true });
  });

  it('is the emulator alone where everything is emulated', () => {
    const ofEmulator = trustSources({ environment: {}, emulatedCa: bundled });
    expect(ofEmulator(der(bundled))).to.equal('emulator');
    expect(ofEmulator(Buffer.from('the CA of an inspecting device'))).to.equal(null);
  });
});
