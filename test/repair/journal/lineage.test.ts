import { expect } from 'chai';
import type { Step } from '../../../src/domain/plan.ts';
import { foldSteps, type JournalEvent } from '../../../src/repair/journal/events.ts';
import type { RunHeader } from '../../../src/repair/journal/files.ts';
import { headerIn, journaledIn, lineageOf } from '../../../src/repair/journal/lineage.ts';
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

  it('are those of deletions of credentials in Graph only', () => {
    for (const name of ['update a credential in Graph', 'delete a credential in ARM', 'create a credential in Graph']) {
      const { step } = cases.find((each) => each.name === name) ?? expect.fail(name);
      expect([...lineageOf([run(step, third)])], name).to.deep.equal([]);
    }
  });

  it('replace the earlier ones in what the journal says of a step, and nothing else', () => {
    const lineage = new Map([[first, second]]);
    const step = deletion(first);
    const at = '2026-11-28T12:00:00Z';
    const [planned] = foldSteps([step], []);
    const [done] = foldSteps(
      [step],
      [
        { event: 'intended', at, step: step.id, direction: 'apply', request: step.request },
        {
          event: 'outcome',
          at,
          step: step.id,
          direction: 'apply',
          outcome: 'applied',
          result: { status: 204, id: first, etag: 'e' },
          detail: null,
        },
      ],
    );
    if (planned === undefined || done === undefined) throw new Error('no step');
    const now = { ...step, request: { ...step.request, url: `${collection}/${second}` } };
    expect(journaledIn(planned, lineage)).to.deep.equal({ ...planned, step: now });
    const result = { status: 204, id: second, etag: 'e' };
    expect(journaledIn(done, lineage)).to.deep.equal({ ...done, step: now, sent: now.request, result });
    const unnamed = { ...done, result: { status: 204, id: null, etag: null } };
    expect(journaledIn(unnamed, lineage).result).to.deep.equal(unnamed.result);
    const final = { ...planned, step: { ...step, undo: null } };
    expect(journaledIn(final, lineage).step.undo).to.equal(null);
  });

  it('change no request to another kind of object', () => {
    const lineage = new Map([[first, second]]);
    for (const { name, step } of cases.filter(({ step: { request } }) => request.system !== 'graph')) {
      expect(headerIn({ steps: [step] } as unknown as RunHeader, lineage).steps[0], name).to.deep.equal(step);
    }
  });
});
