import { expect } from 'chai';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';

describe('ppmi access check', () => {
  it('gives 0 where the plug-in may, and says that it is emulated', async () => {
    const ran = await runPpmi(['access', 'check', '--emulate', 'healthy-v2-issued']);
    expect(ran.code, ran.stderr).to.equal(0);
    expect(ran.stdout).to.contain('EMULATED').and.contain('Allowed: secrets get on contoso--example');
  });

  it('gives 1 and the command to assign the role where it may not', async () => {
    const ran = await runPpmi(['access', 'check', '--emulate', 'resource-no-role']);
    expect(ran.code, ran.stderr).to.equal(1);
    expect(ran.stdout).to.contain('PPMI7001').and.contain('az role assignment create');
  });

  it('gives 2 and an error object where the look is refused', async () => {
    const ran = await runPpmi(['access', 'check', '--emulate', 'no-graph-permission', '--json']);
    expect(ran.code).to.equal(2);
    expect(jsonOf(ran).error).to.deep.include({ name: 'refused' });
  });
});
