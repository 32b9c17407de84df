import { expect } from 'chai';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';

describe('ppmi access check', () => {
  it('exits with 0 if the plug-in is allowed, and says that the results are emulated', async () => {
    const ran = await runPpmi(['access', 'check', '--emulate', 'healthy-v2-issued']);
    expect(ran.code, ran.stderr).to.equal(0);
    expect(ran.stdout).to.contain('EMULATED').and.contain('Allowed: secrets get on contoso--example');
  });

  it('exits with 1 and prints the command to assign the role if it is not allowed', async () => {
    const ran = await runPpmi(['access', 'check', '--emulate', 'resource-no-role']);
    expect(ran.code, ran.stderr).to.equal(1);
    expect(ran.stdout).to.contain('PPMI7001').and.contain('az role assignment create');
  });

  it('exits with 2 and an error object if reading is refused', async () => {
    const ran = await runPpmi(['access', 'check', '--emulate', 'no-graph-permission', '--json']);
    expect(ran.code).to.equal(2);
    expect(jsonOf(ran).error).to.deep.include({ name: 'refused' });
  });
});
