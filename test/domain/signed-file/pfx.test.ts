import { expect } from 'chai';
import { readSignedFile } from '../../../src/domain/signed-file/read.ts';
import { failure } from '../../thrown.ts';
import { bytesOf, read } from './fixtures.ts';

describe('a PFX', () => {
  it('with changed content is broken, not password-protected', async () => {
    for (const file of ['containers/3des.pfx', 'containers/rc2-40.pfx', 'containers/aes256-chain.pfx']) {
      const bytes = Buffer.from(bytesOf(file));
      // Inside the first encrypted part: past the headers, far from its last blocks.
      bytes.writeUInt8(bytes.readUInt8(400) ^ 1, 400);
      const error = await failure(readSignedFile(bytes, { file, password: 'secret' }));
      expect(error.id, file).to.equal('file-broken');
      expect(error.args.detail).to.contain('the password opens it');
    }
  });

  it('with the empty password needs none', async () => {
    const { certificate } = await read('containers/empty-password.pfx');
    expect(certificate?.subject).to.equal('CN=Contoso Plugins');
  });

  it('gives its chain from the leaf up, whatever the order inside', async () => {
    const orders = ['containers/aes256-chain.pfx', 'containers/aes256-chain-first.pfx', 'containers/3des-chain.pfx'];
    for (const file of orders) {
      const { kind, chain } = await read(file, 'secret');
      expect(kind).to.equal('pfx');
      expect(
        chain.map(({ subjectCommonNames }) => subjectCommonNames[0]),
        file,
      ).to.deep.equal([
        'Contoso, Inc.',
        'Fabrikam Trusted G4 Code Signing RSA4096 SHA384 2021 CA1',
        'Fabrikam Trusted Root G4',
      ]);
    }
  });
});
