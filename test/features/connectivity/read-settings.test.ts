import { expect } from 'chai';
import { readSettings } from '../../../src/features/connectivity/read-settings.ts';

describe('the settings of this machine', () => {
  it('count the certificates of --ca-file as they were read, because a pipe cannot be read again', async () => {
    const { read } = await readSettings({ 'ca-file': '/dev/fd/does-not-exist' }, ['first', 'second']);
    expect(read.find((line) => line.startsWith('Certificate authorities: '))).to.contain('--ca-file (2)');
    expect((await readSettings({})).read.join('\n')).to.not.contain('--ca-file');
  });
});
