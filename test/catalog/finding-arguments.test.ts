import { expect } from 'chai';
import { presentFinding } from '../../src/catalog/finding.ts';
import { networkFault } from '../../src/domain/network-findings.ts';
import { findingOf } from '../../src/net/fault/finding.ts';
import { unknown } from '../shell.ts';

const shown = (...given: Parameters<typeof networkFault>) => presentFinding(findingOf(networkFault(...given)), unknown);

describe('a finding without an actual value, whose argument has that name', () => {
  it('says which scheme the proxy speaks', () => {
    const args = { proxy: 'proxy.example:3128', source: 'HTTPS_PROXY', configured: 'http', actual: 'https' };
    const { message, fix } = shown('proxy-scheme-mismatch', 'proxy.example', args);
    expect(message).to.contain('is configured as http://, but speaks TLS');
    expect(fix).to.contain('https://proxy.example:3128');
  });

  it('says which cloud the host belongs to, and fills it in only if it is one', () => {
    const args = { host: 'contoso.crm.dynamics.com', port: 443, cloud: 'public' };
    const one = shown('wrong-cloud-host', args.host, { ...args, actual: 'gcchigh' });
    expect(one.message).to.contain('belongs to the cloud gcchigh, not to public');
    expect(one.fix).to.contain('--cloud gcchigh');
    const two = shown('wrong-cloud-host', args.host, { ...args, actual: 'gcchigh or dod' });
    expect(two.message).to.contain('belongs to the cloud gcchigh or dod');
    expect(two.fix).to.contain("--cloud '<cloud>'");
  });
});
