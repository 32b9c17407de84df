import { expect } from 'chai';
import { ignoredExceptions, proxySettings, unsharedExceptions, withoutScheme } from '../../src/net/proxy.ts';

const bypassed = (entries: string, host: string, port?: number) =>
  proxySettings({ https_proxy: 'http://p:1', NO_PROXY: entries }).route(host, port).bypass;

describe('the proxy of a host', () => {
  it('is taken from the first variable that is set, in the documented order', () => {
    const all = {
      PPMI_PROXY: 'http://a',
      https_proxy: 'http://b',
      HTTPS_PROXY: 'http://c',
      all_proxy: 'http://d',
      ALL_PROXY: 'http://e',
    };
    const order: string[] = [];
    let left: Record<string, string> = all;
    for (let found = proxySettings(left).proxy; found !== null; found = proxySettings(left).proxy) {
      order.push(found.source);
      const { [found.source]: _, ...rest } = left;
      left = rest;
    }
    expect(order).to.deep.equal(Object.keys(all));
  });

  it('is never taken from http_proxy, nor from an empty variable', () => {
    expect(proxySettings({ http_proxy: 'http://a', HTTP_PROXY: 'http://a', https_proxy: ' ' }).proxy).to.equal(null);
  });

  it('given by the user beats variables and NO_PROXY', () => {
    const { proxy, bypass } = proxySettings({ https_proxy: 'http://b', NO_PROXY: '*' }, 'http://a:3').route(
      'x.example',
    );
    expect([proxy?.host, proxy?.port, bypass]).to.deep.equal(['a', 3, null]);
  });

  it('has its credentials percent-decoded, a stray percent sign kept', () => {
    expect(proxySettings({}, 'http://do%40main:p%25w%3A@h').proxy?.credentials).to.deep.equal({
      user: 'do@main',
      password: 'p%w:',
    });
    expect(proxySettings({}, 'http://u:50%@h').proxy?.credentials).to.deep.equal({ user: 'u', password: '50%' });
  });

  it('may omit the scheme, and has the default port of its scheme', () => {
    expect(proxySettings({}, 'relay:3128').proxy).to.include({ protocol: 'http:', host: 'relay', port: 3128 });
    expect(proxySettings({}, 'https://relay').proxy).to.include({ protocol: 'https:', port: 443 });
    expect(proxySettings({}, 'http://[::1]:8080').proxy).to.include({ host: '::1', port: 8080 });
  });

  it('of an unsupported kind is reported without the credentials', () => {
    expect(() => proxySettings({ ALL_PROXY: 'socks5://u:canary@h' }))
      .to.throw('usage')
      .with.nested.property('args.detail')
      .that.contains('ALL_PROXY names a socks5 proxy')
      .and.does.not.contain('canary');
    for (const [value, kind] of [
      ['socks5://u:canary@h:1080', 'socks5'],
      ['http://wpad.contoso.com/wpad.dat', 'pac'],
      ['http://intranet/proxy.pac', 'pac'],
    ]) {
      expect(() => proxySettings({ HTTPS_PROXY: value }))
        .to.throw('usage')
        .with.property('finding')
        .that.deep.includes({ name: 'proxy-is-no-proxy' })
        .and.nested.includes({ 'args.kind': kind, 'args.source': 'HTTPS_PROXY' });
    }
    expect(() => proxySettings({ https_proxy: 'http://' })).to.throw('https_proxy');
    expect(() => proxySettings({ HTTPS_PROXY: '"http://proxy:3128"' })).to.throw('quotation marks');
  });
});

describe('a proxy variable without a scheme', () => {
  it('is named, if it is the one that is used', () => {
    expect(withoutScheme({ HTTPS_PROXY: 'proxy:3128', ALL_PROXY: 'http://other:1' })).to.equal('HTTPS_PROXY');
    expect(withoutScheme({ https_proxy: 'http://proxy:3128', HTTPS_PROXY: 'proxy:3128' })).to.equal(null);
    expect(withoutScheme({})).to.equal(null);
  });
});

describe('NO_PROXY', () => {
  const host = 'org.crm4.dynamics.com';

  for (const entry of [
    '*',
    host,
    'ORG.CRM4.Dynamics.Com',
    '.dynamics.com',
    '*.dynamics.com',
    'dynamics.com',
    'org.crm4.dynamics.com:443',
    '.dynamics.com:443',
    'a.example, ,dynamics.com',
    'a.example dynamics.com',
  ]) {
    it(`"${entry}" matches ${host}`, () => expect(bypassed(entry, host)).to.not.equal(null));
  }

  for (const entry of [
    'ynamics.com',
    'org',
    'dynamics.com:8443',
    'https://org.crm4.dynamics.com',
    '10.0.0.0/8',
    '',
    '.',
  ]) {
    it(`"${entry}" does not match ${host}`, () => expect(bypassed(entry, host)).to.equal(null));
  }

  it('knows literal addresses, brackets, ports and subnets', () => {
    expect(bypassed('10.0.0.0/8', '10.20.30.40')).to.equal('10.0.0.0/8');
    expect(bypassed('10.0.0.0/8', '11.0.0.1')).to.equal(null);
    expect(bypassed('[::1]', '[::1]')).to.equal('[::1]');
    expect(bypassed('::1', '0:0:0:0:0:0:0:1')).to.equal('::1');
    expect(bypassed('[fe80::1]:8443', '[fe80::1]', 8443)).to.equal('[fe80::1]:8443');
    expect(bypassed('[fe80::1]:8443', '[fe80::1]', 443)).to.equal(null);
    expect(bypassed('2001:db8::/32', '2001:db8::5')).to.equal('2001:db8::/32');
    expect(bypassed('10.0.0.0/99', '10.0.0.1')).to.equal(null);
  });

  it('names the matching entry', () => {
    expect(bypassed('localhost,.dynamics.com', host)).to.equal('.dynamics.com');
  });

  it('holds no URL: such an entry matches nothing, and is named without its password', () => {
    const entries = 'https://graph.microsoft.com,.dynamics.com,http://u:hidden@proxy:8080';
    expect(bypassed(entries, 'graph.microsoft.com')).to.equal(null);
    expect(ignoredExceptions({ NO_PROXY: entries })).to.deep.equal([
      { entry: 'https://graph.microsoft.com', source: 'NO_PROXY' },
      { entry: 'http://proxy:8080', source: 'NO_PROXY' },
    ]);
    expect(ignoredExceptions({ NO_PROXY: '*, 10.0.0.0/8, [::1]:443, *.dynamics.com:443' })).to.deep.equal([]);
  });

  it('may hold forms that the Azure SDK for JavaScript does not know', () => {
    const entries = 'localhost, *.Dynamics.com,.microsoft.com *';
    expect(unsharedExceptions({ no_proxy: entries, NO_PROXY: '*' })).to.deep.equal([
      { entry: '*.dynamics.com', source: 'no_proxy' },
      { entry: '*', source: 'no_proxy' },
    ]);
  });
});
