import { expect } from 'chai';
import { checks } from '../../../src/diagnosis/checks/index.ts';
import { diagnose } from '../../../src/diagnosis/diagnose.ts';
import { createFactStore } from '../../../src/diagnosis/facts/fact-store.ts';
import { factReaders } from '../../../src/diagnosis/facts/index.ts';
import { PpmiError } from '../../../src/domain/errors.ts';
import { checksRestingOn } from '../../../src/features/diagnose/permissions.ts';
import type { Sources } from '../../../src/sources/sources.ts';
import { facts } from '../../facts.ts';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';
import { validator } from '../../schema.ts';

describe('permissions', () => {
  for (const { name, permission } of factReaders.filter((reader) => reader.permission !== null)) {
    it(`a missing one for ${name} blocks exactly the checks that depend on it, and names who grants it`, async () => {
      const refusing = factReaders.map((reader) => ({
        ...reader,
        read: async () => (reader.name === name ? Promise.reject(new PpmiError('refused', {})) : facts[reader.name]),
      }));
      const { verdicts } = await diagnose(checks, createFactStore(refusing, {} as Sources));
      const refused = verdicts.filter(({ blockedBy }) => blockedBy !== null && 'error' in blockedBy);
      expect(refused.map(({ check }) => check)).to.deep.equal(checksRestingOn(name));
      for (const { state, blockedBy } of refused) {
        expect(state).to.equal('blocked');
        expect(blockedBy?.fact).to.equal(name);
        const args = blockedBy !== null && 'error' in blockedBy ? blockedBy.error.args : {};
        expect(args).to.deep.equal({ permission: permission?.required, who: permission?.grantedBy });
      }
      const others = verdicts.filter((verdict) => !refused.includes(verdict));
      expect(others.filter(({ state }) => state === 'blocked' || state === 'crashed')).to.deep.equal([]);
    });
  }

  it('are listed once each with their checks, without a target', async () => {
    const ran = await runPpmi(['doctor', '--explain-permissions', '--json']);
    expect(ran.code).to.equal(0);
    const validate = validator('permissions.schema.json');
    expect(validate(jsonOf(ran)), JSON.stringify(validate.errors)).to.equal(true);
    const rows = jsonOf(ran).permissions as { permission: string; checks: string[] }[];
    expect(new Set(rows.map((row) => row.permission)).size).to.equal(rows.length);
    const graph = rows.find((row) => row.permission === 'Application.Read.All (Microsoft Graph)');
    expect(graph?.checks).to.include('trust/credential-matches').and.not.to.include('identity/record-bound');
  });
});
