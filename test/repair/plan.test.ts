import { expect } from 'chai';
import type { ReadFact } from '../../src/diagnosis/facts/fact-store.ts';
import { type ErrorName, PpmiError } from '../../src/domain/errors.ts';
import type { Step } from '../../src/domain/plan.ts';
import { applyPlan, type Plan } from '../../src/repair/plan.ts';
import { rejectedBy } from '../thrown.ts';

const step = (id: string): Step => ({
  id,
  repairs: 'fic-missing',
  says: `Create ${id}`,
  risk: 'safe',
  request: { system: 'graph', method: 'POST', url: `https://graph.microsoft.com/${id}`, body: {} },
  undo: { system: 'graph', method: 'DELETE', url: `https://graph.microsoft.com/${id}`, body: null },
});

describe('a step that fails', () => {
  const plan: Plan = { steps: [step('one'), step('two')], choices: [], left: [], basedOn: [] };
  const unread: ReadFact = () => Promise.reject(new Error('nothing is read here'));
  const failAt = (id: string, error: ErrorName) =>
    rejectedBy(() =>
      applyPlan(plan, { before: unread, now: unread }, async ({ url }) => {
        if (url.endsWith(id)) throw new PpmiError(error, { detail: 'no' });
      }),
    );

  it('and was refused has changed nothing', async () => {
    const { id, args } = (await failAt('one', 'refused')) as PpmiError;
    expect([id, args.detail]).to.deep.equal(['repair-not-proven', '"Create one" failed: no; nothing was changed']);
  });

  it('and whose answer was lost may have been applied', async () => {
    const { args } = (await failAt('one', 'cut-off')) as PpmiError;
    expect(args.detail).to.equal('"Create one" failed: no; whether it was applied all the same is not known');
  });

  it('names what was applied before it, and how to undo that', async () => {
    const { args } = (await failAt('two', 'refused')) as PpmiError;
    expect(args.detail).to.equal(
      '"Create two" failed: no; applied before it: Create one (undo: DELETE https://graph.microsoft.com/one)',
    );
  });
});
