import { expect } from 'chai';
import { lockKeys } from '../../../src/features/repair/journaled-run.ts';
import { cases } from '../../repair/steps.ts';

const environment = { url: 'https://contoso.crm.dynamics.com', id: null };
const client = '7340fedd-d333-4b71-82a9-19ecb095857e';
const stepOf = (name: string) => {
  const found = cases.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found.step;
};
const keysOf = (name: string) =>
  lockKeys({ environment, applicationId: null, steps: [stepOf(name)] }).filter((key) => !key.startsWith('environment'));

describe('the locks of a run', () => {
  it('are the environment and every application that it is about', () => {
    expect(lockKeys({ environment, applicationId: client, applicationIds: [client, 'B'], steps: [] })).to.deep.equal([
      'environment:https://contoso.crm.dynamics.com',
      `application:${client}`,
      'application:b',
    ]);
  });

  it('are the applications and managed identities whose credentials it changes, whatever their record names', () => {
    expect(keysOf('create a credential in Graph')).to.deep.equal(['application:2c43408a-6f88-4df5-880e-e9da1d9310f0']);
    const [identity = ''] = keysOf(cases.find(({ step }) => step.request.system === 'arm')?.name ?? '');
    expect(identity).to.match(/^identity:\/subscriptions\/.*\/userassignedidentities\/orders$/);
  });

  it('are both applications where a record changes from one to the other', () => {
    const before = '11111111-2222-4333-8444-00000000000a';
    const after = '11111111-2222-4333-8444-00000000000b';
    const url = `${environment.url}/api/data/v9.2/managedidentities(11111111-2222-4333-8444-555555555555)`;
    const request = (applicationid: string) =>
      ({ system: 'dataverse', method: 'PATCH', url, body: { applicationid } }) as const;
    const step = {
      id: 's',
      says: '',
      risk: 'safe',
      repairs: null,
      request: request(after),
      undo: request(before),
    } as const;
    expect(lockKeys({ environment, applicationId: null, steps: [step] })).to.include.members([
      `application:${before}`,
      `application:${after}`,
    ]);
  });
});
