import { expect } from 'chai';
import { createMemoryJournal } from '../../../src/repair/journal/memory.ts';
import { runHeader } from '../run-header.ts';
import { cases } from '../steps.ts';

describe('the journal of an emulated run', () => {
  it('reads what was written to it', () => {
    const [{ step }] = cases as unknown as [(typeof cases)[number]];
    const journal = createMemoryJournal(runHeader({ steps: [step] }));
    expect(journal.read()).to.deep.include({ events: [], state: 'interrupted' });
    const at = '2026-11-28T12:00:00Z';
    const intended = { event: 'intended', at, step: step.id, direction: 'apply', request: step.request } as const;
    journal.append(intended);
    expect(journal.read()).to.deep.include({ events: [intended], state: 'interrupted' });
    expect(journal.read().steps[0]?.state).to.equal('intended');
    journal.append({ event: 'ended', at, direction: 'apply', succeeded: true });
    expect(journal.read().state).to.equal('completed');
  });
});
