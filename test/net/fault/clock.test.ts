import { expect } from 'chai';
import { networkFault } from '../../../src/domain/network-findings.ts';
import type { SeenChain } from '../../../src/net/fault/chain.ts';
import { clockInstead } from '../../../src/net/fault/clock.ts';

const day = 24 * 3600 * 1000;
const validIn = (days: number) =>
  ({
    certificates: [
      {
        subject: 'CN=host',
        issuer: 'CN=CA',
        notBefore: new Date(Date.now() + days * day),
        notAfter: new Date(Date.now() + (days + 9) * day),
      },
    ],
  }) as unknown as SeenChain;
const expiredAt = (host: string, authority?: true) =>
  networkFault('tls-certificate-expired', host, {
    host,
    port: 443,
    issuer: 'CN=CA',
    subject: 'CN=host',
    notAfter: '2025-01-01',
    ...(authority === undefined ? {} : { authority }),
  });

describe('an expired certificate', () => {
  for (const [host, other] of [
    ['login.microsoftonline.com', 'graph.microsoft.com'],
    ['contoso.crm4.dynamics.com', 'login.microsoftonline.com'],
    ['contoso.crm.microsoftdynamics.us', 'login.microsoftonline.us'],
    ['microsoftgraph.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
  ] as const) {
    it(`of ${host} is the clock if that of ${other} has expired too`, async () => {
      const asked: string[] = [];
      const read = async (name: string) => {
        asked.push(name);
        return validIn(-30);
      };
      const fault = await clockInstead(expiredAt(host), read);
      expect(asked).to.deep.equal([other]);
      expect(fault).to.deep.include({ name: 'clock-skew', host });
      expect(fault.args).to.include({ skew: 'far ahead' });
    });
  }

  it('stays the fault of the host if another is valid, or cannot be read', async () => {
    const fault = expiredAt('login.microsoftonline.com');
    expect(await clockInstead(fault, async () => validIn(-1))).to.equal(fault);
    expect(await clockInstead(fault, async () => validIn(1))).to.equal(fault);
    expect(await clockInstead(fault, async () => null)).to.equal(fault);
  });

  it('above one that is valid is no matter of the clock', async () => {
    const fault = expiredAt('login.microsoftonline.com', true);
    expect(await clockInstead(fault, async () => validIn(-30))).to.equal(fault);
  });
});
