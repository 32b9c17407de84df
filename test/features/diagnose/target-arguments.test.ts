import { expect } from 'chai';
import { targetArguments } from '../../../src/features/diagnose/target-arguments.ts';
import type { SessionFlags } from '../../../src/session/session.ts';

const url = 'https://contoso.crm4.dynamics.com';
const id = '11111111-2222-3333-4444-555555555555';
const live = { environmentUrl: url, componentId: id, defaults: { environmentUrl: null, componentId: null } };
const emulated = { ...live, defaults: { environmentUrl: url, componentId: id } };
const repeated = (flags: SessionFlags, reached: typeof live | typeof emulated = live) =>
  targetArguments(flags, reached).join(' ');

describe('flags that a follow-up command repeats', () => {
  it('name the target, even if it came from a profile or a single candidate', () => {
    expect(repeated({})).to.equal(`--environment ${url} --component ${id}`);
  });

  it('omit only the defaults of an emulated environment (not other components of a world)', () => {
    expect(repeated({ emulate: 'fic-missing' }, emulated)).to.equal('--emulate fic-missing');
    const other = { ...emulated, componentId: '22222222-2222-3333-4444-555555555555' };
    expect(repeated({ world: 'w.json' }, other)).to.equal(
      `--world w.json --environment ${url} --component ${other.componentId}`,
    );
    expect(repeated({ world: 'w.json', environment: url }, emulated)).to.include(`--component ${id}`);
  });

  it('keep sign-in and network settings, and no secret', () => {
    const flags = {
      'component-type': 'package',
      'application-id': id,
      cloud: 'gcc',
      profile: 'work',
      'sign-in': 'client-certificate',
      'sign-in-tenant': 'contoso.com',
      'sign-in-client-id': id,
      'sign-in-certificate': 'c.pfx',
      'password-file': 'p.txt',
      'ca-file': 'ca.pem',
      proxy: 'http://proxy:8080',
    } as const;
    const own = Object.entries(flags).map(([name, value]) => `--${name} ${value}`);
    const text = repeated({ ...flags, password: 'hunter2' });
    expect(text).to.equal([`--environment ${url} --component ${id}`, ...own].join(' '));
    expect(repeated({ proxy: 'http://user:hunter2@proxy:8080' })).to.match(
      /--proxy http:..<user>:<password>@proxy:8080$/,
    );
  });
});
