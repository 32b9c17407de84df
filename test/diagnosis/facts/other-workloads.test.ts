import { expect } from 'chai';
import { credentialsOf, neighbors, orNull, otherCredentials } from '../../../src/diagnosis/facts/other-workloads.ts';
import { PpmiError } from '../../../src/domain/errors.ts';
import { readSignedFile } from '../../../src/domain/signed-file/read.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import { component, credential, facts, ids, record, trust } from '../../facts.ts';
import { rejectedBy } from '../../thrown.ts';
import { content, neighbor, otherRecord, refused, type Services, sourcesOf, stranger } from './around.ts';

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
    const nobody = { ...record, id: 'nobody', applicationId: null };
    const twice = [...records, { ...otherRecord, id: 'again' }, { ...record, id: 'own-again' }, nobody];
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
      ['unsigned', content('unsigned'), false, [credential('right', trust(2))]],
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
      const [found] = await otherCredentials.read(sources, { ...held, registeredFile });
      expect(found?.sameSigner, what).to.equal(same);
    }
  });

  it('are none for an application that does not exist', async () => {
    const nothing = async () => null;
    const graph = {
      application: nothing,
      servicePrincipal: nothing,
      applicationByObjectId: nothing,
      servicePrincipalByObjectId: nothing,
    };
    const sources = { graph } as unknown as Sources;
    expect(await credentialsOf(sources, ids.otherApplication, ids.tenant)).to.deep.equal([]);
  });
});

describe('neighbors', () => {
  it('are the other components on the same record, with what they present', async () => {
    const components = [component, neighbor, stranger, { ...neighbor, id: 'unbound', managedIdentityId: null }];
    const read = (bytes: Services['content']) =>
      neighbors.read(sourcesOf({ content: bytes ?? null }).sources, { ...facts, components });
    const [found, ...more] = await read(content('self-rsa'));
    expect([found?.component.id, found?.trusts?.length, more]).to.deep.equal(['neighbor', 3, []]);
    expect((await read(content('unsigned')))[0]?.trusts).to.deep.equal([]);
    expect((await read(refused()))[0]?.trusts).to.equal(null);
    expect((await read(null))[0]?.trusts).to.equal(null);
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
