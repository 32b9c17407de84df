import { expect } from 'chai';
import recordCustomizable from '../../../../src/diagnosis/checks/identity/record-customizable.ts';
import { PpmiError } from '../../../../src/domain/errors.ts';
import type { FactName } from '../../../../src/domain/facts.ts';
import { facts } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';
import { inWorld, names } from '../examine.ts';

describe('identity/record-customizable', () => {
  for (const [value, expected] of [
    [false, ['record-not-customizable']],
    [true, []],
    [null, []],
  ] as const) {
    it(`iscustomizable ${value}: ${expected.join() || 'nothing'}`, () => {
      expect(namesOf(recordCustomizable, { recordCustomizable: value })).to.deep.equal(expected);
    });
  }

  it('names no solution where it could not be read, and does not apply where the property could not', () => {
    const refused = (fact: FactName) => ({ ok: false, unread: { fact, error: new PpmiError('refused') } }) as const;
    const recordSolution = refused('recordSolution');
    const result = recordCustomizable.run(facts, { recordCustomizable: { ok: true, value: false }, recordSolution });
    expect(result).to.have.nested.property('[0].args.solution', null);
    const unread = { recordCustomizable: refused('recordCustomizable'), recordSolution };
    expect(recordCustomizable.run(facts, unread)).to.equal('not-applicable');
  });

  it('does not apply without a record', () => {
    const identity = { state: 'missing' as const, record: null, candidates: [] };
    expect(namesOf(recordCustomizable, { identity, recordCustomizable: false })).to.equal('not-applicable');
  });

  it('names the solution that the record came with, where the service tells it', async () => {
    const messages = async (objectIds: (id: string) => string[]) =>
      inWorld(
        'record-not-customizable',
        ({ environments: [environment] }) => {
          const id = environment?.managedIdentities[0]?.id ?? '';
          if (environment === undefined) return;
          const solution = { id: '11111111-2222-4333-8444-555555555555', uniqueName: 'invoices', version: '1.0.0.0' };
          environment.solutions = [
            { ...solution, friendlyName: 'Contoso Invoices Core', isManaged: true, objectIds: objectIds(id) },
          ];
        },
        ({ report }) => report.findings.map(({ message }) => message).join(),
      );
    expect(await messages((id) => [id])).to.include('came with the managed solution "Contoso Invoices Core"');
    expect(await messages(() => [])).to.include('came with a managed solution');
  });

  it('an unmanaged record can be changed whatever the property says', async () => {
    const found = await inWorld(
      'healthy-v2-issued',
      ({ environments: [environment] }) => {
        for (const record of environment?.managedIdentities ?? []) record.isCustomizable = false;
      },
      names,
    );
    expect(found).to.deep.equal([]);
  });
});
