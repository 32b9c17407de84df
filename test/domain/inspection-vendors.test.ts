import { expect } from 'chai';
import { findings } from '../../src/catalog/index.ts';
import { inspectionVendor } from '../../src/domain/inspection-vendors.ts';

describe('the vendor of an inspecting device', () => {
  for (const [issuer, vendor] of [
    ['C=US, O=Zscaler Inc., CN=Zscaler Root CA', 'Zscaler'],
    ['CN=FortiGate CA, O=Fortinet', 'Fortinet'],
    ['CN=Cisco Umbrella Secondary SubCA', 'Cisco'],
    ['CN=PAN-FW-01.contoso.example', 'Palo Alto Networks'],
    ['CN=DO_NOT_TRUST_FiddlerRoot', 'Fiddler'],
    ['CN=ESET SSL Filter CA', 'ESET'],
    ['CN=mitmproxy, O=mitmproxy', 'mitmproxy'],
  ] as const) {
    it(`is known by the name of its CA: ${issuer}`, () => {
      expect(inspectionVendor(issuer)).to.equal(vendor);
    });
  }

  for (const issuer of [
    'CN=Contoso Gateway',
    'CN=Reset CA',
    'CN=Unified Networks',
    'CN=Charles Darwin University',
    null,
  ]) {
    it(`is not guessed: ${issuer}`, () => {
      expect(inspectionVendor(issuer)).to.equal(null);
    });
  }

  it('is suggested beside the issuer, not instead of it', () => {
    const at = { host: 'graph.microsoft.com', port: 443, expected: null, actual: null };
    const said = (issuer: string) => findings['tls-intercepted-trusted'].message({ ...at, issuer });
    expect(said('CN=Zscaler Root CA')).to.match(/CN=Zscaler Root CA.* suggests a product of Zscaler\.$/);
    expect(said('CN=Contoso Gateway')).to.match(/not the CA of the service\.$/);
  });
});
