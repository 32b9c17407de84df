import { expect } from 'chai';
import type { Step } from '../../../src/domain/plan.ts';
import type { JournalEvent } from '../../../src/repair/journal/events.ts';
import type { RunHeader } from '../../../src/repair/journal/files.ts';
import { headerIn, lineageOf } from '../../../src/repair/journal/lineage.ts';
import { cases } from '../steps.ts';

const [first, second, third] = [1, 2, 3].map((n) => `${n}0000000-2222-4333-8444-555555555555`) as [
  string,
  string,
  string,
];
const collection =
  'https://graph.microsoft.com/v1.0/applications/2c43408a-6f88-4df5-880e-e9da1d9310f0/federatedIdentityCredentials';
const deletion = (id: string): Step => ({
  id: `delete-credential:${id}`,
  says: 'Delete it',
  risk: 'disruptive',
  repairs: null,
  request: { system: 'graph', method: 'DELETE', url: `${collection}/${id}`, body: null },
  undo: {
    system: 'graph',
    method: 'POST',
    url: collection,
    body: { name: 'c', issuer: 'i', subject: 's', audiences: ['a'] },
  },
});

function run(step: Step, id: string | null, more: Partial<Extract<JournalEvent, { event: 'outcome' }>> = {}) {
  const outcome = { event: 'outcome', at: '2026-11-28T12:00:00Z', step: step.id, direction: 'undo' } as const;
  const result = { status: 201, id, etag: null };
  return {
    header: { steps: [step] } as unknown as RunHeader,
    events: [{ ...outcome, outcome: 'applied', result, detail: null, ...more } as const],
  };
}

const urlIn = (step: Step, lineage: ReadonlyMap<string, string>) =>
  headerIn({ steps: [step] } as unknown as RunHeader, lineage).steps[0]?.request.url;

describe('the IDs that credentials have after an undone deletion', () => {
  it('are followed through several deletions, whatever order the runs are listed in', () => {
    const lineage = lineageOf([run(deletion(second), third), run(deletion(first), second)]);
    expect(urlIn(deletion(first), lineage)).to.equal(`${collection}/${third}`);
    expect(urlIn(deletion(third), lineage)).to.equal(`${collection}/${third}`);
  });

  it('end in a circle, as an edited journal may have it', () => {
    const lineage = lineageOf([run(deletion(first), second), run(deletion(second), first)]);
    expect(urlIn(deletion(first), lineage)).to.be.oneOf([`${collection}/${first}`, `${collection}/${second}`]);
  });

  it('are taken from confirmed undos only', () => {
    for (const more of [{ direction: 'apply' }, { outcome: 'conflict' }, { outcome: 'unknown' }] as const) {
      expect([...lineageOf([run(deletion(first), second, more)])], JSON.stringify(more)).to.deep.equal([]);
    }
    expect([...lineageOf([run(deletion(first), null)])]).to.deep.equal([]);
  });

  it('change no request to another kind of object', () => {
    const lineage = new Map([[first, second]]);
    for (const { name, step } of cases.filter(({ step: { request } }) => request.system !== 'graph')) {
      expect(headerIn({ steps: [step] } as unknown as RunHeader, lineage).steps[0], name).to.deep.equal(step);
    }
  });
});
