import { expect } from 'chai';
import { shellLines } from '../../src/catalog/shell-lines.ts';
import { bash, cmd, powershell } from '../shell.ts';

const one = (line: string, shell = bash) => shellLines([line], shell)[0];

describe('commands that the catalog writes as text', () => {
  it('are quoted for the shell: `<client-id>` would read a file, and `>` would write one', () => {
    const line = '  az ad sp create --id <client-id>';
    expect(one(line)).to.equal("  az ad sp create --id '<client-id>'");
    expect(one(line, powershell)).to.equal(`  az ad sp create --id '"<client-id>"'`);
    expect(one(line, cmd)).to.equal('  az ad sp create --id "<client-id>"');
  });

  it('keep spaces in double quotes and in placeholders', () => {
    expect(one('  curl -s <jwks_uri of the issuer>/x')).to.equal("  curl -s '<jwks_uri of the issuer>/x'");
    expect(one('  ppmi subject explain "/eid1/i/a b\'s"')).to.equal("  ppmi subject explain '/eid1/i/a b'\\''s'");
  });

  it('other lines stay as they are', () => {
    for (const line of [
      'Assign the role:',
      '  permissions:',
      '  CREATE USER [<name>] FROM EXTERNAL PROVIDER;',
      '  --a b',
    ]) {
      expect(one(line)).to.equal(line);
    }
  });
});
