import { expect } from 'chai';
import type { ConnectivityJson } from '../../../src/render/json/connectivity.ts';
import { createStyle } from '../../../src/render/style.ts';
import { connectivityText } from '../../../src/render/text/connectivity.ts';
import { correlationLine, tlsLines } from '../../../src/render/text/connectivity-evidence.ts';
import { connectivityMarkdown } from '../../../src/render/text/connectivity-markdown.ts';

const leaf = {
  subject: 'CN=graph.microsoft.com',
  issuer: 'CN=Example Root',
  sha256: 'a'.repeat(64),
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
};
const top = { ...leaf, subject: 'CN=Example | Root', sha256: 'b'.repeat(64) };
const tls = { protocol: 'TLSv1.3', cipher: 'TLS_AES_256_GCM_SHA384', leaf, top, topTrustedBy: 'ca-file' };
const correlation = { requestId: 'r-1', correlationId: null, timestamp: '2026-11-29T09:00:00.000Z' };

describe('the evidence of a host', () => {
  it('is the connection and both certificates, with where the CA is trusted', () => {
    expect(tlsLines(tls)).to.deep.equal([
      'TLSv1.3, TLS_AES_256_GCM_SHA384',
      `certificate: "CN=graph.microsoft.com", valid 2026-01-01 to 2027-01-01, SHA-256 ${leaf.sha256}`,
      `top certificate: "CN=Example | Root", valid 2026-01-01 to 2027-01-01, SHA-256 ${top.sha256}, trusted by --ca-file`,
    ]);
  });

  it('names one certificate once, and no connection where there was none', () => {
    const refused = { ...tls, protocol: null, cipher: null, top: leaf, topTrustedBy: 'none' };
    expect(tlsLines(refused)).to.have.length(2);
    expect(tlsLines(refused)[1]).to.equal('top certificate: the same, not trusted');
  });

  it('has no line where the response has no ID', () => {
    expect(correlationLine(correlation)).to.equal('request ID r-1, 2026-11-29T09:00:00.000Z');
    expect(correlationLine({ ...correlation, requestId: null })).to.equal(null);
  });

  const stages = [{ stage: 'http', ok: true, ms: 5, detail: 'a <b>' }];
  const endpoint = { host: 'graph.microsoft.com', port: 443, need: 'must', why: '', ok: true, proxy: null };
  const result = {
    ...{ findings: [], owners: [], read: [], seen: '', emulated: false, tool: { version: '0.1.0' }, cloud: 'public' },
    ...{ startedAt: '2026-11-29T09:00:00.123Z', environmentSide: null, notes: ['only | IPv6'] },
    endpoints: [{ ...endpoint, stages, tls, correlation }],
  } as unknown as ConnectivityJson;

  it('stands under its host with --verbose only, one thing a line', () => {
    const style = createStyle({ chalk: null, unicode: false, width: 200, screen: 200 });
    const lines = connectivityText(result, style, { verbose: true }).split('\n');
    expect(lines).to.include.members([
      '    TLSv1.3, TLS_AES_256_GCM_SHA384',
      '    request ID r-1, 2026-11-29T09:00:00.000Z',
      'only | IPv6',
    ]);
    expect(lines).to.have.length(9);
    expect(connectivityText(result, style)).to.not.contain('request ID').and.not.contain('SHA-256');
  });

  it('includes the IDs of a response with a problem of the service, also without --verbose', () => {
    const style = createStyle({ chalk: null, unicode: false, width: 200, screen: 200 });
    const words = { code: 'PPMI4042', name: 'service-unavailable', title: 't', message: 'm', cause: 'c', fix: 'f' };
    const text = (owner: string, ids: object | null) =>
      connectivityText(
        {
          ...result,
          findings: [{ ...words, severity: 'warning', owner, correlation: ids }],
        } as unknown as ConnectivityJson,
        style,
      );
    expect(text('service', null)).to.contain('PPMI4042 t (service-unavailable)');
    const line = 'For the support of the service: request ID r-1, 2026-11-29T09:00:00.000Z';
    expect(text('service', correlation)).to.contain(line);
    expect(text('network-team', correlation)).to.not.contain('For the support');
    expect(text('service', null)).to.not.contain('For the support');
  });

  it('stands in the ticket, where nothing of it becomes a table or HTML', () => {
    expect(connectivityMarkdown(result))
      .to.contain('\nonly \\| IPv6\n')
      .and.contain('  - http, 5 ms: a &lt;b>')
      .and.contain('"CN=Example \\| Root"')
      .and.match(/## Request IDs[^#]*- graph\.microsoft\.com:443: request ID r-1/);
  });
});
