import { expect } from 'chai';
import type { ReadFact } from '../../src/diagnosis/facts/fact-store.ts';
import type { Diagnosis } from '../../src/domain/diagnosis.ts';
import { PpmiError } from '../../src/domain/errors.ts';
import type { AnyRepair, Planned } from '../../src/repair/repair.ts';
import { stepsByFinding } from '../../src/repair/steps-by-finding.ts';
import { finding } from '../render/diagnosis.ts';
import { cases } from './steps.ts';

const [first, second] = cases.map(({ step }) => step);
if (first === undefined || second === undefined) throw new Error('no steps');
const read = (async () => ({ ok: true, value: [] })) as unknown as ReadFact;
const unread = (async () => ({
  ok: false,
  unread: { fact: 'records', error: new PpmiError('refused') },
})) as unknown as ReadFact;
const repair = (name: AnyRepair['repairs'][number], planned: Planned): AnyRepair => ({
  id: name,
  repairs: [name],
  needs: ['records'],
  plan: () => planned,
});

async function idsFor(findings: Diagnosis['findings'], repairs: readonly AnyRepair[], reading = read) {
  const choices = { applicationId: null, newRecordId: 'n' };
  const steps = await stepsByFinding({ findings, verdicts: [] }, repairs, reading, choices);
  return Object.fromEntries([...steps].map(([{ name }, each]) => [name, each.map(({ id }) => id)]));
}

describe('the steps for each finding by itself', () => {
  const missing = finding('fic-missing');
  const other = finding('record-tenant-other');
  const scope = finding('record-subject-scope', { consequences: [other, missing] });
  const ofMissing = repair('fic-missing', { steps: [first] });

  it('are its own', async () => {
    const ofScope = repair('record-subject-scope', { steps: [second] });
    expect(await idsFor([scope], [ofMissing, ofScope])).to.deep.equal({
      'record-subject-scope': [second.id],
      'record-tenant-other': [],
      'fic-missing': [first.id],
    });
  });

  it('are those of what follows from it where it has none', async () => {
    const none = repair('record-subject-scope', { reason: 'why' });
    expect(await idsFor([scope], [ofMissing, none])).to.deep.include({ 'record-subject-scope': [first.id] });
    expect(await idsFor([scope], [ofMissing])).to.deep.include({ 'record-subject-scope': [first.id] });
    const ofOther = repair('record-tenant-other', { steps: [second] });
    expect(await idsFor([scope], [ofMissing, ofOther])).to.deep.include({ 'record-subject-scope': [second.id] });
  });

  it('are none before the user chose, or those of the choice that the fix describes', async () => {
    const choice = { what: 'w', flag: '--application-id', candidates: [] };
    const asks = repair('record-subject-scope', { choice });
    expect(await idsFor([scope], [ofMissing, asks])).to.deep.include({ 'record-subject-scope': [] });
    const describes = repair('record-subject-scope', { choice, described: [second] });
    expect(await idsFor([scope], [ofMissing, describes])).to.deep.include({ 'record-subject-scope': [second.id] });
  });

  it('are planned with the facts that the repair uses, as far as they can be read', async () => {
    const given: unknown[] = [];
    const uses: AnyRepair = {
      ...ofMissing,
      uses: ['neighbors'],
      plan(_finding, facts) {
        given.push(facts);
        return { steps: [first] };
      },
    };
    await idsFor([missing], [uses]);
    const unreadNeighbors = ((name) => (name === 'neighbors' ? unread(name) : read(name))) as ReadFact;
    expect(await idsFor([missing], [uses], unreadNeighbors)).to.deep.equal({ 'fic-missing': [first.id] });
    expect(given).to.deep.equal([{ neighbors: [], records: [] }, { records: [] }]);
  });

  it('are none where a fact cannot be read, or nothing repairs it', async () => {
    expect(await idsFor([missing], [ofMissing], unread)).to.deep.equal({ 'fic-missing': [] });
    expect(await idsFor([missing], [])).to.deep.equal({ 'fic-missing': [] });
  });
});
