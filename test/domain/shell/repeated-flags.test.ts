import { expect } from 'chai';
import { connectivityFlags, repeatedFlags } from '../../../src/domain/shell/repeated-flags.ts';

describe('flags that a printed command repeats', () => {
  it('names the proxy, and stands a placeholder for its password', () => {
    const repeated = (address: string) => connectivityFlags(['connectivity', '--proxy', address]);
    expect(repeated('http://proxy.contoso.com:8080')).to.deep.equal(['--proxy', 'http://proxy.contoso.com:8080']);
    expect(repeated('http://[2001:db8::1]:8080')).to.deep.equal(['--proxy', 'http://[2001:db8::1]:8080']);
    for (const user of ['anna:secret', 'anna', 'anna:p@ss:w/ord#1', ':secret']) {
      const flags = repeated(`http://${user}@proxy.contoso.com:8080`);
      expect(flags, user).to.deep.equal(['--proxy', 'http://<user>:<password>@proxy.contoso.com:8080']);
      expect(repeatedFlags(flags), user).to.deep.equal(flags);
    }
    expect(repeated('anna:secret@proxy:8080')).to.deep.equal(['--proxy', '<user>:<password>@proxy:8080']);
  });

  it('omits what is no address of a proxy', () => {
    for (const address of [
      'http://proxy:8080/path',
      'http://proxy:80; rm -rf .',
      'http://proxy:8080\n--cloud',
      '$(id)',
    ]) {
      expect(connectivityFlags(['--proxy', address]), address).to.deep.equal([]);
    }
  });
});
