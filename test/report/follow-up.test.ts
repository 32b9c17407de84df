import { expect } from 'chai';
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
