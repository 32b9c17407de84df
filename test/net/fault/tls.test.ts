import { expect } from 'chai';
import { ProxyRefusal } from '../../../src/net/connect.ts';
import { describeFailure } from '../../../src/net/failure.ts';
import { noEvidence } from '../../../src/net/fault/evidence.ts';
import { proxyFault } from '../../../src/net/fault/proxy.ts';
import { type TlsEvidence, tlsFault } from '../../../src/net/fault/tls.ts';
import { addressOf, proxySettings } from '../../../src/net/proxy.ts';

const place = { host: 'graph.microsoft.com', port: 443 };
const named = (code: string, evidence: Partial<TlsEvidence>) =>
  tlsFault(describeFailure(Object.assign(new Error(code), { code })), {
    place,
    extraAuthorities: [],
    evidence: { ...noEvidence, ...evidence },
  }).name;

describe('a handshake that is refused by an alert', () => {
  const alerts = [
    'ERR_SSL_TLSV1_UNRECOGNIZED_NAME',
    'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  ];

  for (const code of alerts) {
    it(`is a filter of host names only if the address answers without a name: ${code}`, () => {
      expect(named(code, { worksWithoutName: true })).to.equal('tls-cut-off');
      expect(named(code, {})).to.equal('tls-fails');
    });
  }

  it('tells what is wrong with a certificate that this machine refuses', () => {
    for (const [code, message, detail] of [
      ['INVALID_PURPOSE', 'unsuitable certificate purpose', 'its certificate is not for servers'],
      ['UNSPECIFIED', 'CA signature digest algorithm too weak', 'too weak'],
      ['UNSPECIFIED', 'EE certificate key too weak', 'too short'],
    ] as const) {
      const fault = tlsFault(describeFailure(Object.assign(new Error(message), { code })), {
        place,
        extraAuthorities: [],
        evidence: noEvidence,
      });
      expect(fault.name).to.equal('tls-fails');
      expect((fault.args as { detail?: string }).detail).to.contain(detail);
    }
  });

  it('is not what this machine itself refuses', () => {
    expect(named('UNSPECIFIED', { worksWithoutName: true })).to.equal('tls-fails');
  });
});

describe('a proxy', () => {
  const { proxy } = proxySettings({ HTTPS_PROXY: 'http://[2001:db8::1]:3128' });
  if (proxy === null) throw new Error('no proxy');
  const answering = (status: number) =>
    proxyFault(describeFailure(new ProxyRefusal(status, {}, '<title>Guest</title>')), {
      place,
      proxy,
      speaks: null,
      issuer: null,
      redact: (text) => text,
    });

  it('that requires a sign-in to the network is a captive portal', () => {
    expect(answering(511)).to.deep.include({ name: 'captive-portal', host: place.host });
    expect(answering(503)).to.deep.include({ name: 'proxy-cannot-reach-host' });
  });

  it('at an IPv6 address has it in brackets', () => {
    expect(addressOf(proxy)).to.equal('[2001:db8::1]:3128');
    expect(answering(403).args).to.include({ proxy: '[2001:db8::1]:3128' });
  });
});
