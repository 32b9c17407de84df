import { expect } from 'chai';
import { connectivityFlags } from '../../src/domain/shell/repeated-flags.ts';
import { followUpCommand } from '../../src/report/follow-up.ts';
import { bash } from '../shell.ts';

describe('a follow-up command', () => {
  const target = [
    ...['--world', 'my world.json', '--environment', 'https://contoso.crm4.dynamics.com', '--component', 'Orders'],
    ...['--sign-in', 'azure-cli', '--proxy', 'http://127.0.0.1:8080'],
  ];

  it('repeats the flags of the run', () => {
    expect(followUpCommand('repair', { shell: bash, target })).to.equal(
      "ppmi repair --world 'my world.json' --environment https://contoso.crm4.dynamics.com --component Orders --sign-in azure-cli --proxy http://127.0.0.1:8080",
    );
    expect(followUpCommand('doctor', { shell: bash, target: [] })).to.equal('ppmi doctor');
  });

  it('gives connectivity only what it takes', () => {
    expect(followUpCommand('connectivity', { shell: bash, target })).to.equal(
      "ppmi connectivity --world 'my world.json' --environment https://contoso.crm4.dynamics.com --proxy http://127.0.0.1:8080",
    );
  });
});

describe('flags that a printed connectivity command repeats', () => {
  it('come from the command line in either form, booleans included', () => {
    const words = 'doctor --environment=https://a.crm.dynamics.com --proxy http://p:8080 --pac --json --ca-file ca.pem';
    expect(connectivityFlags(words.split(' ')).join(' ')).to.equal(
      '--environment https://a.crm.dynamics.com --proxy http://p:8080 --pac --ca-file ca.pem',
    );
  });

  it('hold no password of a proxy, nothing that a shell acts on, and nothing after --', () => {
    const words = ['--proxy', 'http://u:secret@p:1', '--ca-file', '$(x).pem', '--', '--cloud', 'gcc'];
    expect(connectivityFlags(words)).to.deep.equal([]);
  });
});
