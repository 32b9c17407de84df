import { expect } from 'chai';
import { othersCredentials } from '../../../src/diagnosis/facts/others-credentials.ts';
import type { ComponentFact, FederatedCredential, IdentityRecord } from '../../../src/domain/facts.ts';
import { readSignedFile } from '../../../src/domain/signed-file/read.ts';
import { composeTrusts } from '../../../src/domain/trust/compose.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import { component, credential, facts, ids, record, trust } from '../../facts.ts';
import { content, neighbor, otherRecord, refused, type Services, sameRecord, sourcesOf } from './around.ts';

describe('credentials that others rely on', () => {
  const { environment } = facts;

  async function trustsOfNeighbor(file = 'self-rsa', more: Partial<typeof environment> = {}) {
    const { certificate, otherSigners } = await readSignedFile(content(file), { file: 'f' });
    if (certificate === null) throw new Error('not signed');
    return composeTrusts({ certificate, otherSigners, component: 'assembly', ...environment, ...more });
  }

  async function read(
    credentials: readonly FederatedCredential[],
    more: Partial<typeof facts> = {},
    environments?: Sources['environments'],
  ) {
    return (await relianceOf(credentials, more, environments)).relied;
  }

  async function relianceOf(
    credentials: readonly FederatedCredential[],
    more: Partial<typeof facts> = {},
    environments?: Sources['environments'],
    registered: Services['content'] = content('self-rsa'),
  ) {
    const services = { content: registered, ...(environments !== undefined && { environments }) };
    const given = { ...facts, federatedCredentials: { system: 'graph', url: 'u', credentials }, ...more } as const;
    return othersCredentials.read(sourcesOf(services).sources, given);
  }

  it('are those that match another component on a record with the same application, in the version of that record', async () => {
    const [, , second] = await trustsOfNeighbor();
    const all = [credential('second', second), credential('other', trust(0, { subject: 'x' }))];
    const at = (row: IdentityRecord, own = component) => ({
      records: [record, row],
      components: [own, { ...neighbor, managedIdentityId: row.id }],
    });
    const second2 = { ...sameRecord, version: 2 };
    expect(await read(all, at(second2)), 'the same version').to.deep.equal(['second']);
    expect(await read(all, at({ ...second2, applicationId: ids.application.toUpperCase() }))).to.deep.equal(['second']);
    expect(
      await read(all, at({ ...second2, applicationId: ids.otherApplication })),
      'another application',
    ).to.deep.equal([]);
    expect(await read([credential('a', { ...second, subject: `${second.subject}x` })], at(second2))).to.deep.equal([]);
    expect(
      await read(all, { records: [record], components: [component, { ...neighbor, id: component.id }] }),
    ).to.deep.equal([]);
  });

  it('have version 0 where the record of the other component has none', async () => {
    const [zero] = await trustsOfNeighbor();
    const at = {
      records: [record, { ...sameRecord, version: null }],
      components: [component, { ...neighbor, managedIdentityId: sameRecord.id }],
    };
    expect(await read([credential('zero', zero)], at)).to.deep.equal(['zero']);
    expect(await read([credential('wrong', { ...zero, issuer: 'https://example.com' })], at)).to.deep.equal([]);
    expect(await read([{ ...credential('flexible', zero), subject: null }], at)).to.deep.equal([]);
  });

  it('have the certificate of another component, whatever else is wrong, unless it is the own one too', async () => {
    const theirs = await trustsOfNeighbor();
    const [, , second] = theirs;
    const at = {
      records: [record, { ...sameRecord, version: 2 }],
      components: [component, { ...neighbor, managedIdentityId: sameRecord.id }],
    };
    const wrong = [
      credential('tenant', { ...second, subject: second.subject?.replace('/t/', '/t/x') ?? null }),
      credential('application', { ...second, subject: second.subject?.replace('/a/', '/a/x') ?? null }),
      credential('certificate', { ...second, subject: `${second.subject}x` }),
    ];
    expect(await read(wrong, at)).to.deep.equal(['tenant', 'application']);
    const own = await trustsOfNeighbor('self-rsa', { environmentId: ids.tenant });
    expect(await read(wrong, { ...at, expectedTrust: { version: 2, trusts: own } }), 'same').to.deep.equal([]);
  });

  it('are not looked for where a credential has an expected subject, documented or alternative, or no trust is known', async () => {
    const at = {
      records: [record, { ...sameRecord, version: 2 }],
      components: [component, { ...neighbor, managedIdentityId: sameRecord.id }],
    };
    const [, , second] = await trustsOfNeighbor();
    const relied = credential('relied', second);
    expect(await read([relied], at)).to.deep.equal(['relied']);
    expect(await read([relied, credential('own', trust(2))], at)).to.deep.equal([]);
    const withAlternative = { version: 2, trusts: [trust(2, { alternatives: ['alternative'] })] } as const;
    const alternative = credential('own', trust(2, { subject: 'alternative' }));
    expect(await read([relied, alternative], { ...at, expectedTrust: withAlternative })).to.deep.equal([]);
    const nobody = { application: null, servicePrincipal: null, byObjectId: null };
    expect(await read([relied], { ...at, applications: nobody }), 'no application').to.deep.equal([]);
    expect(await read([relied], { ...at, federatedCredentials: null }), 'no credentials').to.deep.equal([]);
    const unknown = { ...facts.expectedTrust, version: null };
    expect(await read([relied], { ...at, expectedTrust: unknown }), 'an unknown version').to.deep.equal([]);
  });

  it('leave out those of a newer version of the component itself, but not of an older one', async () => {
    const trusts = await trustsOfNeighbor('issued-public');
    const at = {
      records: [record, { ...sameRecord, version: 2 }],
      components: [component, { ...neighbor, managedIdentityId: sameRecord.id }],
    };
    const [, , second] = trusts;
    const reliedOn = async (expectedTrust: (typeof facts)['expectedTrust']) =>
      (await relianceOf([credential('relied', second)], { ...at, expectedTrust }, undefined, content('issued-public')))
        .relied;
    expect(await reliedOn({ version: 1, trusts }), 'raised to it').to.deep.equal([]);
    const older = trusts.map((each) =>
      each.version === 1 ? { ...each, subject: second.subject } : each.version === 2 ? { ...each, subject: 'x' } : each,
    );
    expect(await reliedOn({ version: 2, trusts: older }), 'lowered to it').to.deep.equal(['relied']);
  });

  it('are those that name another environment, where a component uses the application', async () => {
    const elsewhere = '0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77';
    const [, , there] = await trustsOfNeighbor('self-rsa', { environmentId: elsewhere });
    const held = [credential('there', there)];
    const environmentsOf = (
      records: readonly IdentityRecord[],
      components: readonly ComponentFact[],
      known = [{ environmentId: elsewhere.toUpperCase(), url: 'https://o' }],
      complete = true,
    ) =>
      ({
        list: async () => ({ rows: known, complete }),
        open: () => ({ records: async () => records, components: async () => components }),
      }) as unknown as NonNullable<Sources['environments']>;
    const user = { ...component, id: 'user' };
    const alone = { records: [record], components: [component] };
    expect(await read(held, alone), 'no list').to.deep.equal([]);
    expect(await read(held, alone, environmentsOf([record], [user])), 'used').to.deep.equal(['there']);
    expect(await read(held, alone, environmentsOf([record], [])), 'not used').to.deep.equal([]);
    const ofAnother = { ...user, managedIdentityId: otherRecord.id };
    expect(
      await read(held, alone, environmentsOf([record, otherRecord], [ofAnother])),
      'of another application',
    ).to.deep.equal([]);
    expect(await read(held, alone, environmentsOf([record], [user], [])), 'not listed').to.deep.equal([]);
    const broken = {
      list: async () => Promise.reject(refused()),
      open: () => Promise.reject(new Error('not opened')),
    } as unknown as NonNullable<Sources['environments']>;
    const unclear = { relied: [], unclear: ['there'] };
    expect(await relianceOf(held, alone, broken), 'not readable').to.deep.equal(unclear);
    expect(await relianceOf(held, alone), 'no list').to.deep.equal(unclear);
    expect(await relianceOf(held, alone, environmentsOf([], [], [], false)), 'perhaps not listed').to.deep.equal(
      unclear,
    );
    expect(await relianceOf(held, alone, environmentsOf([], [], [])), 'nowhere').to.deep.equal({
      relied: [],
      unclear: [],
    });
    const closed = {
      list: async () => ({ rows: [{ environmentId: elsewhere, url: 'https://o' }], complete: true }),
      open: () => ({ records: async () => Promise.reject(refused()), components: async () => [] }),
    } as unknown as NonNullable<Sources['environments']>;
    expect(await relianceOf(held, alone, closed), 'listed, but closed').to.deep.equal(unclear);
  });

  it('are looked for only in environments that a credential names', async () => {
    const named = '0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77';
    const asked: string[] = [];
    const environments = {
      async list() {
        asked.push('list');
        const rows = [named, ids.tenant].map((environmentId) => ({ environmentId, url: environmentId }));
        return { rows, complete: true };
      },
      open(url: string) {
        asked.push(url);
        return { records: async () => [], components: async () => [] };
      },
    } as unknown as NonNullable<Sources['environments']>;
    const alone = { records: [record], components: [component] };
    const [, , here] = await trustsOfNeighbor();
    await read([credential('here', here)], alone, environments);
    expect(asked).to.deep.equal([]);
    const [, , there] = await trustsOfNeighbor('self-rsa', { environmentId: named });
    await read([credential('there', there)], alone, environments);
    expect(asked).to.deep.equal(['list', named]);
  });

  it('are unclear for this environment where a component with the same application could not be read', async () => {
    const [, , second] = await trustsOfNeighbor();
    const at = {
      records: [record, { ...sameRecord, version: 2 }],
      components: [component, { ...neighbor, managedIdentityId: sameRecord.id }],
    };
    const elsewhere = { ...second, subject: 'repo:contoso/invoices:ref:refs/heads/main' };
    const held = [credential('here', second), credential('pipeline', elsewhere)];
    for (const registered of [refused(), null]) {
      expect(await relianceOf(held, at, undefined, registered)).to.deep.equal({ relied: [], unclear: ['here'] });
    }
    expect(await relianceOf(held, at)).to.deep.equal({ relied: ['here'], unclear: [] });
  });

  it('are also those that equal a value of another component that is not verified', async () => {
    const china = { ...environment, cloud: 'china' } as const;
    const [zero] = await trustsOfNeighbor('self-rsa', china);
    const old = credential('old', { ...zero, audience: 'api://azureadtokenexchangechina' });
    const at = {
      environment: china,
      records: [record, { ...sameRecord, version: 0 }],
      components: [component, { ...neighbor, managedIdentityId: sameRecord.id }],
    };
    expect(await relianceOf([old], at)).to.deep.equal({ relied: ['old'], unclear: [] });
  });
});
