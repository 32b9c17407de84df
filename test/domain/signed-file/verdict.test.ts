import { expect } from 'chai';
import { fileFault, unsignedFile } from '../../../src/domain/signed-file/verdict.ts';
import { read } from './fixtures.ts';

describe('whether a file is signed and unchanged', () => {
  for (const [file, name] of [
    ['assemblies/self-rsa.dll', null],
    ['assemblies/unsigned.dll', 'assembly-unsigned'],
    ['assemblies/strong-name-only.dll', 'assembly-strong-name-only'],
    ['assemblies/tampered-code.dll', 'signature-broken'],
  ] as const) {
    it(`${file}: ${name ?? 'nothing is wrong'}`, async () => {
      expect(fileFault(await read(file))?.name ?? null).to.equal(name);
    });
  }

  it('what is registered as a package lacks the signature of a package, whatever the file is', async () => {
    expect(unsignedFile(await read('assemblies/unsigned.dll'), null, 'package')?.name).to.equal('package-unsigned');
  });
});
