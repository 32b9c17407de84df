import { expect } from 'chai';
import { changeOf } from '../../src/repair/change.ts';
import {
  createCredential,
  credentialName,
  credentialValues,
  deleteCredential,
  updateCredential,
} from '../../src/repair/requests.ts';
import { credential, facts, trust } from '../facts.ts';

const none = { system: 'graph', url: '', credentials: [] } as const;

describe('the name of a new credential', () => {
  it('has at most 110 characters, so that a number fits into the 120 that Graph takes', () => {
    for (const [length, expected] of [
      [96, 110],
      [97, 110],
      [500, 110],
      [95, 109],
    ] as const) {
      const name = credentialName(facts.environment, 'x'.repeat(length), none);
      expect(name, String(length)).to.have.length(expected);
      const taken = { ...none, credentials: [credential(name, trust(2))] };
      expect(credentialName(facts.environment, 'x'.repeat(length), taken)).to.equal(`${name}-2`);
    }
  });

  it('contains only letters, digits and dashes', () => {
    expect(credentialName(facts.environment, '--Contoso.Ünï $(touch p)--', none)).to.match(
      /^ppmi-7c4547dd-[A-Za-z0-9-]+$/,
    );
  });

  it('is unique in any letter case', () => {
    const name = credentialName(facts.environment, 'Orders', none);
    const taken = { ...none, credentials: [credential(name.toUpperCase(), trust(2))] };
    expect(credentialName(facts.environment, 'Orders', taken)).to.equal(`${name}-2`);
    const both = { ...none, credentials: [credential(name, trust(2)), credential(`${name}-2`, trust(1))] };
    expect(credentialName(facts.environment, 'Orders', both)).to.equal(`${name}-3`);
  });
});

describe('the requests for a credential', () => {
  const collection =
    'https://graph.microsoft.com/v1.0/applications/2c43408a-6f88-4df5-880e-e9da1d9310f0/federatedIdentityCredentials';
  const arm =
    'https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i/federatedIdentityCredentials';
  const version = '?api-version=2023-01-31';
  const inGraph = { system: 'graph', url: collection, credentials: [] } as const;
  const inArm = { system: 'arm', url: arm + version, credentials: [] } as const;
  const values = credentialValues(trust(2)) ?? expect.fail('no values');
  const old = credentialValues(trust(1)) ?? expect.fail('no values');
  const held = (url: string, description: string | null = null) => ({
    ...credential('dev', trust(1)),
    description,
    url,
  });
  const graphUrl = `${collection}/dev`;
  const armUrl = `${arm}/dev${version}`;

  for (const [what, step, request, undo] of [
    [
      'create in Graph',
      createCredential(inGraph, 'dev', values, null),
      { system: 'graph', method: 'POST', url: collection, body: { name: 'dev', ...values } },
      { system: 'graph', method: 'DELETE', url: graphUrl, body: null },
    ],
    [
      'create in ARM',
      createCredential(inArm, 'dev', values, null),
      { system: 'arm', method: 'PUT', url: armUrl, body: { properties: values } },
      { system: 'arm', method: 'DELETE', url: armUrl, body: null },
    ],
    [
      'update in Graph',
      updateCredential(inGraph, held(graphUrl), values, null),
      { system: 'graph', method: 'PATCH', url: graphUrl, body: values },
      { system: 'graph', method: 'PATCH', url: graphUrl, body: old },
    ],
    [
      'update in ARM',
      updateCredential(inArm, held(armUrl), values, null),
      { system: 'arm', method: 'PUT', url: armUrl, body: { properties: values } },
      { system: 'arm', method: 'PUT', url: armUrl, body: { properties: old } },
    ],
    [
      'delete in Graph',
      deleteCredential(inGraph, held(graphUrl), null),
      { system: 'graph', method: 'DELETE', url: graphUrl, body: null },
      { system: 'graph', method: 'POST', url: collection, body: { name: 'dev', ...old } },
    ],
    [
      'delete one with a description in Graph',
      deleteCredential(inGraph, held(graphUrl, 'why'), null),
      { system: 'graph', method: 'DELETE', url: graphUrl, body: null },
      { system: 'graph', method: 'POST', url: collection, body: { name: 'dev', ...old, description: 'why' } },
    ],
    [
      'delete in ARM',
      deleteCredential(inArm, held(armUrl), null),
      { system: 'arm', method: 'DELETE', url: armUrl, body: null },
      { system: 'arm', method: 'PUT', url: armUrl, body: { properties: old } },
    ],
  ] as const) {
    it(`${what}, and take it back`, () => {
      expect(step).to.deep.include({ request, undo, risk: what.startsWith('delete') ? 'disruptive' : 'safe' });
      expect(changeOf(step)).to.not.equal(null);
    });
  }
});
