import { expect } from 'chai';
import { PpmiError } from '../../src/domain/errors.ts';
import { foreignAnswer } from '../../src/net/fault/finding.ts';
import { noStyle } from '../../src/render/style.ts';
import { environmentsText } from '../../src/render/text/environments.ts';
import { readEnvironments, urlOfEnvironment } from '../../src/session/environments.ts';
import type { ServiceClients } from '../../src/session/service-clients.ts';
import { rejectedBy } from '../thrown.ts';

const id = '7c4547dd-4bd6-e4c5-1f87-40bcd979571c';
const refused = new PpmiError('refused', { permission: 'x', who: 'y', system: 'discovery', detail: 'no' });
const broken = foreignAnswer('api.bap.microsoft.com', 'HTTP 200');

/** Lists that answer with these rows, or that fail. */
function lists(answers: Readonly<Record<string, readonly object[] | PpmiError>>): ServiceClients {
  const client = (system: string) => {
    const list = async () => {
      const answer = answers[system] ?? [];
      if (answer instanceof PpmiError) throw answer;
      return answer;
    };
    return { wanting: () => ({ list }) };
  };
  return { client } as unknown as ServiceClients;
}

describe('the URL of an environment that is given by its ID', () => {
  const row = { EnvironmentId: id, Url: 'https://contoso.crm4.dynamics.com/' };

  it('is found in one list although the other fails', async () => {
    const access = lists({ discovery: [row], 'admin list': broken });
    expect(await urlOfEnvironment(access, 'public', id)).to.equal('https://contoso.crm4.dynamics.com');
  });

  it('is not called unknown where the network hid a list', async () => {
    for (const answers of [
      { discovery: refused, 'admin list': broken },
      { discovery: broken, 'admin list': [] },
      { discovery: broken, 'admin list': refused },
    ]) {
      expect(await rejectedBy(() => urlOfEnvironment(lists(answers), 'public', id))).to.equal(broken);
    }
  });

  it('is not searched for in the other list where the sign-in cannot be reached', async () => {
    const signIn = foreignAnswer('login.microsoftonline.com', 'HTTP 200');
    const access = lists({ discovery: signIn, 'admin list': [row] });
    expect(await rejectedBy(() => urlOfEnvironment(access, 'public', id))).to.equal(signIn);
  });

  it('is unknown where the lists answer, with what the other one requires', async () => {
    const error = await rejectedBy(() =>
      urlOfEnvironment(lists({ discovery: [], 'admin list': refused }), 'public', id),
    );
    expect(error.id).to.equal('usage');
    expect(error.args.detail).to.contain('requires the Power Platform Administrator role');
    const failing = new PpmiError('cut-off', { host: 'h', detail: 'HTTP 500' });
    const other = await rejectedBy(() =>
      urlOfEnvironment(lists({ discovery: [], 'admin list': failing }), 'public', id),
    );
    expect(other.args.detail).to.contain('HTTP 500').and.not.to.contain('null');
  });
});

describe('the environments of an account', () => {
  const failing = new PpmiError('cut-off', { host: 'h', detail: 'HTTP 500' });

  it('are no empty list where the network hid both', async () => {
    const access = lists({ discovery: broken, 'admin list': broken });
    expect(await rejectedBy(() => readEnvironments(access, 'public'))).to.equal(broken);
  });

  it('are not called none where no list was read', async () => {
    const both = await readEnvironments(lists({ discovery: refused, 'admin list': failing }), 'public');
    expect(await environmentsText({ ...both, emulated: false }, noStyle)).to.not.contain('No environments');
    const one = await readEnvironments(lists({ discovery: [], 'admin list': broken }), 'public');
    expect(await environmentsText({ ...one, emulated: false }, noStyle))
      .to.contain('No environments')
      .and.contain('PPMI4040');
  });
});
