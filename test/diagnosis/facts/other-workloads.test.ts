import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import {
  neighbors,
  orNull,
  otherCredentials,
  othersCredentials,
} from '../../../src/diagnosis/facts/other-workloads.ts';
import { PpmiError } from '../../../src/domain/errors.ts';
import type { ComponentFact, FederatedCredential, IdentityRecord } from '../../../src/domain/facts.ts';
import { readSignedFile } from '../../../src/domain/signed-file/read.ts';
import { composeTrusts } from '../../../src/domain/trust/compose.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import { component, credential, facts, ids, record, trust } from '../../facts.ts';
import { rejectedBy } from '../../thrown.ts';

const content = (name: string) => readFileSync(`test/fixtures/assemblies/${name}.dll`);
const refused = () => new PpmiError('refused', { permission: 'p', detail: 'd' });

const otherRecord: IdentityRecord = {
  ...record,
  id: 'other-record',
  applicationId: ids.otherApplication.toUpperCase(),
};
const sameRecord: IdentityRecord = { ...record, id: 'same-record', version: 1 };
const neighbor: ComponentFact = { ...component, id: 'neighbor', managedIdentityId: record.id };
const stranger: ComponentFact = { ...component, id: 'stranger', managedIdentityId: otherRecord.id };

interface Services {
  readonly credentials?: readonly FederatedCredential[] | Error;
  readonly content?: Uint8Array | null | Error;
  readonly environments?: Sources['environments'];
}

/** Notes the applications whose credentials are read. */
function sourcesOf({ credentials = [], content: bytes = null, environments }: Services = {}) {
  const asked: string[] = [];
  const graph = {
    application: async (appId: string) => ({ id: `object of ${appId}`, appId, displayName: 'Other' }),
    servicePrincipal: async () => null,
    async credentials({ appId }: { appId: string }) {
      asked.push(appId);
      if (credentials instanceof Error) throw credentials;
      return { system: 'graph', url: 'u', credentials };
    },
  };
  const dataverse = {
    async content() {
      if (bytes instanceof Error) throw bytes;
      return bytes;
    },
  };
  const sources = { graph, dataverse, ...(environments !== undefined && { environments }) };
  return { asked, sources: sources as unknown as Sources };
}

describe('credentials of other identities', () => {
  const components = [component, stranger];
  const records = [record, otherRecord];
  const held = {
    ...facts,
    records,
    components,
    federatedCredentials: { system: 'graph', url: 'u', credentials: [] },
  } as const;

  it('are read for every other application that a record names, once', async () => {
    const { asked, sources } = sourcesOf();
    const twice = [...records, { ...otherRecord, id: 'again' }, { ...record, id: 'own-again' }];
    expect(await otherCredentials.read(sources, { ...held, records: twice })).to.deep.equal([
      { applicationId: ids.otherApplication, credentials: [], sameSigner: false },
    ]);
    expect(asked).to.deep.equal([ids.otherApplication]);
  });

  it('are not read where a credential of the own identity has an expected subject, or has none to read', async () => {
    for (const federatedCredentials of [facts.federatedCredentials, null]) {
      const { asked, sources } = sourcesOf();
      expect(await otherCredentials.read(sources, { ...held, federatedCredentials })).to.deep.equal([]);
      expect(asked).to.deep.equal([]);
    }
  });

  it('are unknown where they cannot be read, and a bug is not hidden', async () => {
    const [found] = await otherCredentials.read(sourcesOf({ credentials: refused() }).sources, held);
    expect(found?.credentials).to.equal(null);
    const crash = otherCredentials.read(sourcesOf({ credentials: new TypeError('x') }).sources, held);
    const bug = await crash.catch((error: unknown) => error);
    expect(bug).to.be.instanceOf(TypeError);
  });

  it('tell whether a component that acts as the other application may have the same certificate', async () => {
    const certificate = (await readSignedFile(content('self-rsa'), { file: 'f' })).certificate;
    const registeredFile = { ...facts.registeredFile, certificate } as typeof facts.registeredFile;
    for (const [what, bytes, same, credentials] of [
      ['the same', content('self-rsa'), true, [credential('right', trust(2))]],
      ['another', content('self-ecdsa'), false, [credential('right', trust(2))]],
      ['unsigned', content('empty'), false, [credential('right', trust(2))]],
      ['not read', refused(), true, [credential('right', trust(2))]],
      ['no content', null, true, [credential('right', trust(2))]],
      [
        'the same, but no right credential',
        content('self-rsa'),
        false,
        [credential('wrong', trust(2, { subject: 'x' }))],
      ],
    ] as const) {
      const { sources } = sourcesOf({ credentials, content: bytes });
      const read = otherCredentials.read(sources, { ...held, registeredFile });
      const [found] = what === 'unsigned' ? [{ sameSigner: false }] : await read;
      expect(found?.sameSigner, what).to.equal(same);
    }
  });
});

describe('neighbors', () => {
  it('are the other components on the same record, with what they present', async () => {
    const components = [component, neighbor, stranger, { ...neighbor, id: 'unbound', managedIdentityId: null }];
    const read = (bytes: Services['content']) =>
      neighbors.read(sourcesOf({ content: bytes ?? null }).sources, { ...facts, components });
    const [found, ...more] = await read(content('self-rsa'));
    expect([found?.component.id, found?.trusts?.length, more]).to.deep.equal(['neighbor', 3, []]);
    expect((await read(refused()))[0]?.trusts).to.equal(null);
    expect((await read(null))[0]?.trusts).to.equal(null);
  });
});

describe('credentials that others rely on', () => {
  const { environment } = facts;

  async function trustsOfNeighbor() {
    const { certificate, otherSigners } = await readSignedFile(content('self-rsa'), { file: 'f' });
    if (certificate === null) throw new Error('not signed');
    return composeTrusts({ certificate, otherSigners, component: 'assembly', ...environment });
  }

  async function read(
    credentials: readonly FederatedCredential[],
    more: Partial<typeof facts> = {},
    environments?: Sources['environments'],
  ) {
    const services = { content: content('self-rsa'), ...(environments !== undefined && { environments }) };
    const given = { ...facts, federatedCredentials: { system: 'graph', url: 'u', credentials }, ...more } as const;
    return othersCredentials.read(sourcesOf(services).sources, given);
  }

  it('are those that match another component on a record with the same application, in the version of that record', async () => {
    const [, first, second] = await trustsOfNeighbor();
    if (first === undefined || second === undefined) throw new Error('no trust');
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

  it('are not looked for where a credential has an expected subject, documented or alternative, or no application is known', async () => {
    const at = {
      records: [record, { ...sameRecord, version: 2 }],
      components: [component, { ...neighbor, managedIdentityId: sameRecord.id }],
    };
    const [, , second] = await trustsOfNeighbor();
    if (second === undefined) throw new Error('no trust');
    const relied = credential('relied', second);
    expect(await read([relied], at)).to.deep.equal(['relied']);
    expect(await read([relied, credential('own', trust(2))], at)).to.deep.equal([]);
    const withAlternative = { version: 2, trusts: [trust(2, { alternatives: ['alternative'] })] } as const;
    const alternative = credential('own', trust(2, { subject: 'alternative' }));
    expect(await read([relied, alternative], { ...at, expectedTrust: withAlternative })).to.deep.equal([]);
    const nobody = { application: null, servicePrincipal: null, byObjectId: null };
    expect(await read([relied], { ...at, applications: nobody })).to.deep.equal([]);
  });

  it('leave out those of a newer version of the component itself, but not of an older one', async () => {
    const trusts = await trustsOfNeighbor();
    const at = {
      records: [record, { ...sameRecord, version: 2 }],
      components: [component, { ...neighbor, managedIdentityId: sameRecord.id }],
    };
    const [, , second] = trusts;
    if (second === undefined) throw new Error('no trust');
    const relied = [credential('relied', second)];
    expect(await read(relied, { ...at, expectedTrust: { version: 1, trusts } }), 'raised to it').to.deep.equal([]);
    const older = trusts.map((each) =>
      each.version === 1 ? { ...each, subject: second.subject } : each.version === 2 ? { ...each, subject: 'x' } : each,
    );
    expect(await read(relied, { ...at, expectedTrust: { version: 2, trusts: older } }), 'lowered to it').to.deep.equal([
      'relied',
    ]);
  });

  it('are those that name another environment, where a component uses the application', async () => {
    const elsewhere = '0f8c5c5e-8d38-e5b3-9bb7-1b1a0d6c4e77';
    const { certificate, otherSigners } = await readSignedFile(content('self-rsa'), { file: 'f' });
    if (certificate === null) throw new Error('not signed');
    const [, , there] = composeTrusts({
      certificate,
      otherSigners,
      component: 'assembly',
      ...environment,
      environmentId: elsewhere,
    });
    if (there === undefined) throw new Error('no trust');
    const held = [credential('there', there)];
    const environmentsOf = (
      records: readonly IdentityRecord[],
      components: readonly ComponentFact[],
      known = [{ environmentId: elsewhere.toUpperCase(), url: 'https://o' }],
    ) =>
      ({
        list: async () => known,
        open: () => ({ records: async () => records, components: async () => components }),
      }) as unknown as NonNullable<Sources['environments']>;
    const user = { ...component, id: 'user' };
    const alone = { records: [record], components: [component] };
    expect(await read(held, alone), 'no list').to.deep.equal([]);
    expect(await read(held, alone, environmentsOf([record], [user])), 'used').to.deep.equal(['there']);
    expect(await read(held, alone, environmentsOf([record], [])), 'not used').to.deep.equal([]);
    expect(await read(held, alone, environmentsOf([otherRecord], [user])), 'of another application').to.deep.equal([]);
    expect(await read(held, alone, environmentsOf([record], [user], [])), 'not listed').to.deep.equal([]);
    const broken = {
      list: async () => Promise.reject(refused()),
      open: () => Promise.reject(new Error('not opened')),
    } as unknown as NonNullable<Sources['environments']>;
    expect(await read(held, alone, broken), 'not readable').to.deep.equal([]);
  });
});

describe('what could not be read of another workload', () => {
  it('is null for an expected failure, and thrown for a bug', async () => {
    expect(await orNull(async () => 1)).to.equal(1);
    expect(await orNull(async () => Promise.reject(refused()))).to.equal(null);
    expect(
      await rejectedBy(() => orNull(async () => Promise.reject(new PpmiError('usage', { detail: 'x' })))),
    ).to.include({
      id: 'usage',
    });
    const crash = orNull(async () => Promise.reject(new RangeError('x')));
    expect(await crash.catch((error: unknown) => error)).to.be.instanceOf(RangeError);
  });
});
