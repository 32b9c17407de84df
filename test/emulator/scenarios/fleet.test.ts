import { expect } from 'chai';
import { readSignedFile } from '../../../src/domain/signed-file/read.ts';
import { buildWorld } from '../../../src/emulator/scenarios/index.ts';

describe('a fleet in the emulator', () => {
  const [environment] = buildWorld(
    'healthy-v1-self-signed,components=4,applications=3,contentBytes=400000',
  ).environments;
  const components = environment?.components ?? [];

  it('has components that are bound to the records in turn', () => {
    const ids = environment?.managedIdentities.map(({ id }) => id) ?? [];
    expect(new Set(ids)).to.have.property('size', 3);
    expect(components.map(({ managedIdentityId }) => managedIdentityId)).to.deep.equal([...ids, ids[0]]);
  });

  it('has as many bytes of content as were asked for, and every signature still holds', async () => {
    const files = components.map(({ content }) => Buffer.from(content ?? '', 'base64'));
    expect(files.reduce((sum, { length }) => sum + length, 0)).to.be.within(400_000 - 4 * 8, 400_000);
    for (const file of files) {
      expect((await readSignedFile(file, { file: 'x.dll' })).signature).to.deep.include({ intact: true });
    }
  });
});
