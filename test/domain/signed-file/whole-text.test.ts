import { expect } from 'chai';
import { wholeText } from '../../../src/domain/signed-file/whole-text.ts';
import { bytesOf, certificateRows } from './fixtures.ts';

describe('the whole text of a certificate', () => {
  it('shows extensions that the verdicts do not need', async () => {
    const text = await wholeText(bytesOf('certificates/issued-public.cer'));
    expect(text).to.contain('Authority Key Identifier').and.to.contain('Code Signing');
  });

  it('shows every recorded certificate', async () => {
    for (const { file, expected } of certificateRows()) {
      const text = await wholeText(bytesOf(file));
      expect(text.replace(/[^0-9a-f]/gi, '').toLowerCase(), file).to.contain(expected.serialNumber);
    }
  });

  it('reports a damaged certificate', async () => {
    const damaged = Uint8Array.from(bytesOf('certificates/self-rsa.cer').subarray(0, 300));
    let message = '';
    await wholeText(damaged).catch((error: unknown) => {
      message = String(error);
    });
    expect(message).to.contain('cannot be shown');
  });
});
