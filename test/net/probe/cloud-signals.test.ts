import { expect } from 'chai';
import { challengeSignal, cloudSignals, signalsText, tenantSignal } from '../../../src/net/probe/cloud-signals.ts';
import type { ConnectivityReport } from '../../../src/net/probe/report.ts';
import { argsOf } from '../../findings.ts';
import type { Handler } from '../loopback.ts';
import { loopbackServices } from './loopback-services.ts';

const login = (host: string) => `https://${host}/1/oauth2/v2.0/token`;
const commercial = 'https://contoso.crm4.dynamics.com';

describe('the signals of the cloud', () => {
  for (const [what, document, clouds] of [
    ['a sub scope', { tenant_region_scope: 'USGov', tenant_region_sub_scope: 'DOD' }, ['dod']],
    ['a region alone', { tenant_region_scope: 'EU' }, []],
    [
      'a region and a sign-in host',
      { tenant_region_scope: 'EU', token_endpoint: login('login.microsoftonline.com') },
      ['public', 'gcc'],
    ],
    [
      'an unknown sub scope',
      { tenant_region_sub_scope: 'USGov', token_endpoint: login('login.microsoftonline.us') },
      ['gcchigh', 'dod'],
    ],
    ['the sign-in host of China', { token_endpoint: login('login.partner.microsoftonline.cn') }, ['china']],
    [
      'a sub scope rather than the host',
      { tenant_region_sub_scope: 'GCC', token_endpoint: login('login.microsoftonline.com') },
      ['gcc'],
    ],
    ['an unknown sign-in host', { tenant_region_scope: 'XX', token_endpoint: login('login.example') }, []],
  ] as const) {
    it(`of a tenant: ${what}`, () => expect(tenantSignal(document)?.clouds).to.deep.equal(clouds));
  }

  it('of a tenant: none without any of them', () =>
    expect([tenantSignal({}), tenantSignal({ token_endpoint: 'x', tenant_region_scope: null })]).to.deep.equal([
      null,
      null,
    ]));

  const us = challengeSignal('login.microsoftonline.us');
  const com = challengeSignal('login.microsoftonline.com');
  const gcc = { value: 'NA, GCC', clouds: ['gcc'] } as const;

  for (const [what, given, agree] of [
    ['agree if one cloud fits all', ['https://contoso.crm9.dynamics.com', gcc, com], true],
    ['disagree if two of three exclude each other', [commercial, gcc, com], false],
    ['disagree without a tenant', [commercial, null, us], false],
    ['are not compared if one alone decides', [commercial, { value: 'EU', clouds: [] }, null], null],
    ['are not compared without an environment and a tenant', [undefined, null, null], null],
    ['say nothing about a host outside the table', ['https://crm.contoso.com', null, us], null],
  ] as const) {
    it(what, () => {
      const [environmentUrl, tenantRegion, named] = given;
      expect(cloudSignals(environmentUrl, tenantRegion, named).agree).to.equal(agree);
    });
  }

  it('are all shown', () => {
    expect(signalsText(cloudSignals(commercial, { value: 'XX', clouds: [] }, us))).to.equal(
      'the host name (contoso.crm4.dynamics.com) says public; the tenant (XX) names none; the sign-in host of the environment (login.microsoftonline.us) says gcchigh or dod',
    );
    expect(signalsText(cloudSignals(undefined, null, null))).to.contain('the tenant is not known');
  });
});

describe('an environment whose signals disagree', () => {
  const { authority, at, leading, probe, tlsServer } = loopbackServices();
  const tenantId = '11111111-1111-4111-8111-111111111111';
  const environmentUrl = 'https://contoso.crm4.dynamics.com';
  const challenge = (host: string) => ({
    'www-authenticate': `Bearer authorization_uri=https://${host}/${tenantId}/oauth2/authorize`,
  });
  const answering =
    (issuer: string, organization: string): Handler =>
    ({ headers, url = '' }, response) => {
      if (headers.host === 'login.microsoftonline.com' && url.includes('openid-configuration')) {
        const token_endpoint = `https://${issuer}/${tenantId}/oauth2/v2.0/token`;
        const document = { issuer: `https://${issuer}/${tenantId}/v2.0`, token_endpoint, tenant_region_scope: 'USGov' };
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
        return;
      }
      const host = headers.host === new URL(environmentUrl).host ? organization : 'login.microsoftonline.com';
      response.writeHead(401, challenge(host)).end();
    };
  const run = async (handler: Handler): Promise<ConnectivityReport> => {
    const hosts = [
      'login.microsoftonline.com',
      'graph.microsoft.com',
      'management.azure.com',
      new URL(environmentUrl).host,
    ];
    const { port } = await tlsServer(await authority.issue(hosts), handler);
    return probe(leading(port, at({ address: '20.190.0.1', family: 4 })), { every: true, environmentUrl, tenantId });
  };
  const wrong = ({ findings }: ConnectivityReport) => findings.filter(({ name }) => name === 'wrong-cloud-host');

  it('is one finding that shows all three', async () => {
    const report = await run(answering('login.microsoftonline.us', 'login.microsoftonline.us'));
    expect(report.cloudSignals).to.deep.include({
      agree: false,
      organizationHost: { value: 'contoso.crm4.dynamics.com', clouds: ['public'] },
      tenantRegion: { value: 'USGov, login.microsoftonline.us', clouds: ['gcchigh', 'dod'] },
      challenge: { value: 'login.microsoftonline.us', clouds: ['gcchigh', 'dod'] },
    });
    expect(wrong(report).map(({ where }) => where?.name)).to.deep.equal(['contoso.crm4.dynamics.com']);
    const args = argsOf(wrong(report)[0], 'wrong-cloud-host');
    expect(args).to.include({ cloud: 'public', actual: 'gcchigh or dod' });
    expect(args.signals).to.contain('USGov').and.contain('says public').and.contain('sign-in host of the environment');
  });

  it('leaves out that the tenant is unknown in the cloud of the host name, which follows', async () => {
    const known = answering('login.microsoftonline.com', 'login.microsoftonline.us');
    const { findings } = await run((request, response) => {
      if (request.headers.host !== 'login.microsoftonline.com') return known(request, response);
      const error_description = 'AADSTS90002: Tenant not found.';
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error_description }));
    });
    const names = findings.map(({ name }) => name);
    expect(names).to.include('wrong-cloud-host').and.not.include('tenant-unknown');
  });

  it('is none where they agree', async () => {
    const report = await run(answering('login.microsoftonline.com', 'login.microsoftonline.com'));
    expect([report.cloudSignals.agree, wrong(report)]).to.deep.equal([true, []]);
  });
});
