import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { expectedTrust, localFiles, now, registeredFile } from '../../../src/diagnosis/facts/trust.ts';
import type { IdentityFact, LocalFiles } from '../../../src/domain/facts.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import { facts, record, signedFile } from '../../facts.ts';

const { environment, component } = facts;
const nothing = {} as Sources;
const withDataverse = (dataverse: object) => ({ dataverse }) as unknown as Sources;

describe('the expected trust', () => {
  const read = (version: number | null | undefined, file = facts.registeredFile) => {
    const found: IdentityFact =
      version === undefined
        ? { state: 'missing', record: null, candidates: [] }
        : { state: 'bound', record: { ...record, version }, candidates: [] };
    return expectedTrust.read(nothing, { environment, component, identity: found, registeredFile: file });
  };

  it('has the version of the record: 0 where it is empty, none beyond what is known, 2 for a new record', async () => {
    for (const [version, expected] of [
      [null, 0],
      [0, 0],
      [1, 1],
      [2, 2],
      [3, null],
      [-1, null],
      [undefined, 2],
    ] as const) {
      expect((await read(version)).version, String(version)).to.equal(expected);
    }
  });

  it('is empty for unsigned content and for none', async () => {
    expect((await read(2)).trusts.map(({ version }) => version)).to.deep.equal([0, 1, 2]);
    expect(await read(1, null)).to.deep.equal({ version: 1, trusts: [] });
    expect(await read(1, { ...signedFile, certificate: null })).to.deep.equal({ version: 1, trusts: [] });
  });
});

describe('files of the component', () => {
  it('the registered content is read as a signed file; null where the service returns none', async () => {
    const bytes = readFileSync('test/fixtures/assemblies/self-rsa.dll');
    const read = (content: Uint8Array | null) =>
      registeredFile.read(withDataverse({ content: async () => content }), { component });
    expect((await read(bytes))?.kind).to.equal('assembly');
    expect(await read(null)).to.equal(null);
  });

  it('a local file of another component is left out', async () => {
    const assembly = { name: 'a.dll', file: signedFile };
    const read = (files?: LocalFiles) =>
      localFiles.read({ ...nothing, ...(files !== undefined && { localFiles: files }) }, { component });
    expect(await read()).to.deep.equal({ assembly: null, others: [] });
    for (const [componentId, kept] of [
      [undefined, true],
      [component.id, true],
      ['other', false],
    ] as const) {
      const found = await read({
        assembly: { ...assembly, ...(componentId !== undefined && { componentId }) },
        others: [],
      });
      expect(found.assembly !== null, String(componentId)).to.equal(kept);
    }
  });
});

describe('the clock', () => {
  it('is that of the service, and of this machine where the service tells none', async () => {
    const time = new Date('2026-11-28T12:00:00Z');
    expect(await now.read(withDataverse({ clock: () => time }), { environment })).to.equal(time);
    const own = await now.read(withDataverse({ clock: () => null }), { environment });
    expect(own).to.be.instanceOf(Date).and.not.equal(time);
  });
});
