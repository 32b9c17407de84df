import { expect } from 'chai';
import { errorText } from '../../src/catalog/error-text.ts';
import { PpmiError } from '../../src/domain/errors.ts';
import { connectivityFlags, repeatedFlags } from '../../src/domain/shell/repeated-flags.ts';
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
    expect(connectivityFlags(words)).to.deep.equal(['--proxy', 'http://<user>:<password>@p:1']);
  });
});

describe('the flags that an error repeats in its fix', () => {
  const line =
    'identity delete x --environment https://contoso.crm4.dynamics.com --sign-in client-secret --sign-in-tenant t1 --sign-in-client-id c1 --ca-file ca.pem --json --yes';

  it('are those of the target and the sign-in, without anything else of the command line', () => {
    expect(repeatedFlags(line.split(' ')).join(' ')).to.equal(
      '--environment https://contoso.crm4.dynamics.com --sign-in client-secret --sign-in-tenant t1 --sign-in-client-id c1 --ca-file ca.pem',
    );
  });

  it('hold no value that a shell would act on', () => {
    expect(repeatedFlags(['--component', '$(x)', '--profile', 'a;b', '--sign-in', '`x`'])).to.deep.equal([]);
  });

  it('reach the same target in the command of a fix', () => {
    const error = new PpmiError('record-in-use', {
      record: 'Orders',
      users: ['Contoso.Plugins'],
      component: 'a5957c44-e2ba-4262-85a9-64a83c2e1a59',
    });
    expect(
      errorText(error, bash, repeatedFlags(line.split(' ')))
        .fix.split('\n')
        .at(-1),
    ).to.equal(
      '  ppmi identity unbind --environment https://contoso.crm4.dynamics.com --sign-in client-secret --sign-in-tenant t1 --sign-in-client-id c1 --ca-file ca.pem --component a5957c44-e2ba-4262-85a9-64a83c2e1a59',
    );
  });

  it('leave a placeholder where the target is not known', () => {
    const { fix } = errorText(new PpmiError('change-blocked', { what: 'x', detail: 'y' }), bash, [
      '--sign-in',
      'azure-cli',
    ]);
    expect(fix.split('\n').at(-1)).to.match(/--environment '?<environment-url>'? .*--sign-in azure-cli$/);
  });
});
