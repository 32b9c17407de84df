import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { resumeRun } from '../../../src/features/repair/runs.ts';
import type { JournalEvent } from '../../../src/repair/journal/events.ts';
import { createJournal, openJournal, readRun } from '../../../src/repair/journal/files.ts';
import type { Session } from '../../../src/session/session.ts';
import { contextOf } from '../../command-context.ts';
import { runHeader, runId } from '../../repair/run-header.ts';
import { cases } from '../../repair/steps.ts';
import { rejectedBy } from '../../thrown.ts';

const [{ step }] = cases as unknown as [(typeof cases)[number]];
const at = '2026-11-28T12:00:01Z';
const intended: JournalEvent = { event: 'intended', at, step: step.id, direction: 'apply', request: step.request };
const undone: JournalEvent = {
  event: 'outcome',
  at,
  step: step.id,
  direction: 'undo',
  outcome: 'applied',
  result: null,
  detail: null,
};

describe('resuming a run', () => {
  let folder: string;
  const before = process.env.PPMI_STATE_DIR;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-resume-'));
    process.env.PPMI_STATE_DIR = folder;
  });

  afterEach(() => {
    if (before === undefined) delete process.env.PPMI_STATE_DIR;
    else process.env.PPMI_STATE_DIR = before;
    rmSync(folder, { recursive: true, force: true });
  });

  it('applies nothing again that another process undid while this one was signing in', async () => {
    const journal = createJournal(folder, runHeader({ steps: [step] }));
    journal.append(intended);
    journal.close();
    const session = { context: { target: { now: () => new Date(at) } } } as unknown as Session;
    const openSession = async () => {
      const other = openJournal(folder, runId);
      other.append(undone);
      other.close();
      return session;
    };
    const io = { context: { ...contextOf(session), openSession }, version: '1.0.0', print: async () => {} };
    const error = await rejectedBy(() => resumeRun(runId, { yes: true }, io));
    expect(error).to.include({ id: 'run-unknown' });
    expect(error.args.what).to.equal(`resume: run ${runId} is undone`);
    const { state, events } = readRun(folder, runId);
    expect([state, events]).to.deep.equal(['undone', [intended, undone]]);
  });
});
