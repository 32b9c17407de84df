import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { PpmiError } from '../../../src/domain/errors.ts';
import type { JournalEvent } from '../../../src/repair/journal/events.ts';
import { createJournal, listRuns, openJournal, readRun } from '../../../src/repair/journal/files.ts';
import { thrownBy } from '../../thrown.ts';
import { runHeader, runId } from '../run-header.ts';
import { cases } from '../steps.ts';

const [{ step }] = cases as unknown as [(typeof cases)[number]];

const header = (id = runId) => runHeader({ id, steps: [step] });

const at = '2026-11-28T12:00:01Z';
const intended = (direction: 'apply' | 'undo'): JournalEvent => ({
  event: 'intended',
  at,
  step: step.id,
  direction,
  request: step.request,
});
const outcome = (
  direction: 'apply' | 'undo',
  ended: 'applied' | 'already' | 'rejected' | 'conflict' | 'unknown',
): JournalEvent => ({
  event: 'outcome',
  at,
  step: step.id,
  direction,
  outcome: ended,
  result: null,
  detail: null,
});
const ended = (succeeded: boolean): JournalEvent => ({ event: 'ended', at, direction: 'apply', succeeded });

describe('the journal of a run', () => {
  let folder: string;
  const file = (name: string) => join(folder, 'runs', header().id, name);
  const linesOf = (name: string) => readFileSync(file(name), 'utf8').split('\n');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-state-'));
  });

  afterEach(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });

  const states: readonly [readonly JournalEvent[], string, string][] = [
    [[], 'interrupted', 'planned'],
    [[intended('apply')], 'interrupted', 'intended'],
    [[intended('apply'), outcome('apply', 'applied')], 'interrupted', 'applied'],
    [[intended('apply'), outcome('apply', 'applied'), ended(true)], 'completed', 'applied'],
    [[intended('apply'), outcome('apply', 'applied'), ended(false)], 'failed', 'applied'],
    [[outcome('apply', 'already'), ended(true)], 'completed', 'applied'],
    [[intended('apply'), outcome('apply', 'rejected'), ended(false)], 'failed', 'failed'],
    [[outcome('apply', 'conflict'), ended(false)], 'failed', 'failed'],
    [[intended('apply'), outcome('apply', 'unknown'), ended(false)], 'failed', 'unknown'],
    [[intended('apply'), outcome('apply', 'applied'), ended(true), intended('undo')], 'partly-undone', 'applied'],
    [
      [intended('apply'), outcome('apply', 'applied'), intended('undo'), outcome('undo', 'applied')],
      'undone',
      'undone',
    ],
    [
      [intended('apply'), outcome('apply', 'applied'), intended('undo'), outcome('undo', 'conflict')],
      'partly-undone',
      'applied',
    ],
  ];
  for (const [events, run, state] of states) {
    it(`${events.map((each) => `${each.event} ${'outcome' in each ? each.outcome : ''}`).join(', ') || 'nothing'}: ${run}, ${state}`, () => {
      const journal = createJournal(folder, header());
      for (const event of events) journal.append(event);
      journal.close();
      const record = readRun(folder, header().id);
      expect([record.state, record.steps[0]?.state]).to.deep.equal([run, state]);
    });
  }

  it('is readable by its owner alone', function () {
    if (process.platform === 'win32') this.skip();
    createJournal(folder, header()).close();
    const runs = join(folder, 'runs');
    const paths = [file('run.json'), file('journal.ndjson'), join(runs, header().id), runs];
    const modes = paths.map((path) => statSync(path).mode & 0o777);
    expect(modes).to.deep.equal([0o600, 0o600, 0o700, 0o700]);
    rmSync(file('journal.ndjson'));
    openJournal(folder, runId).close();
    expect(statSync(file('journal.ndjson')).mode & 0o777, 'continued').to.equal(0o600);
  });

  it('continues after a line that a kill truncated', () => {
    createJournal(folder, header()).close();
    appendFileSync(file('journal.ndjson'), '{"event":"intended","at":"2026');
    const journal = openJournal(folder, header().id);
    journal.append(intended('apply'));
    journal.append(outcome('apply', 'applied'));
    journal.close();
    expect(readRun(folder, header().id).events).to.deep.equal([intended('apply'), outcome('apply', 'applied')]);
    expect(linesOf('journal.ndjson')).to.have.length(4);
  });

  it('has one event per line, also where it is continued', () => {
    for (const open of [() => createJournal(folder, header()), () => openJournal(folder, header().id)]) {
      const journal = open();
      journal.append(intended('apply'));
      journal.close();
    }
    expect(linesOf('journal.ndjson')).to.deep.equal([
      JSON.stringify(intended('apply')),
      JSON.stringify(intended('apply')),
      '',
    ]);
  });

  it('of a run that was killed before it had one is empty, and can be continued', () => {
    createJournal(folder, header()).close();
    rmSync(file('journal.ndjson'));
    expect(listRuns(folder).map(({ state }) => state)).to.deep.equal(['interrupted']);
    const journal = openJournal(folder, header().id);
    journal.append(intended('apply'));
    journal.close();
    expect(readRun(folder, header().id).events).to.have.length(1);
  });

  it('ignores lines that are no events', () => {
    createJournal(folder, header()).close();
    for (const line of ['{"event":"other","at":"2026"}', '{"event":"ended"}', 'null', '7', '[]']) {
      appendFileSync(file('journal.ndjson'), `${line}\n`);
    }
    expect(readRun(folder, header().id).events).to.deep.equal([]);
  });

  it('is not written through a link, and hides no error of our own', function () {
    if (process.platform === 'win32') this.skip();
    const journal = createJournal(folder, header());
    const circular: Record<string, unknown> = { ...intended('apply') };
    circular.self = circular;
    expect(() => journal.append(circular as unknown as JournalEvent)).to.throw(TypeError);
    journal.close();
    rmSync(file('journal.ndjson'));
    writeFileSync(join(folder, 'target'), '');
    symlinkSync(join(folder, 'target'), file('journal.ndjson'));
    expect(thrownBy(() => openJournal(folder, header().id))).to.include({ id: 'state-unwritable' });
  });

  it('that cannot be read is named: the list, the header, the events', () => {
    createJournal(folder, header()).close();
    rmSync(file('journal.ndjson'));
    mkdirSync(file('journal.ndjson'));
    expect(thrownBy(() => readRun(folder, header().id))).to.include({ id: 'file-unreadable' });
    rmSync(file('run.json'));
    mkdirSync(file('run.json'));
    expect(thrownBy(() => readRun(folder, header().id))).to.include({ id: 'file-unreadable' });
    expect(listRuns(folder), 'the others are listed').to.deep.equal([]);
    rmSync(join(folder, 'runs'), { recursive: true });
    writeFileSync(join(folder, 'runs'), '');
    expect(thrownBy(() => listRuns(folder))).to.include({ id: 'file-unreadable' });
  });

  it('is not looked for outside its folder, whatever its ID says', () => {
    const id = '../elsewhere';
    mkdirSync(join(folder, 'elsewhere'));
    mkdirSync(join(folder, 'runs'));
    writeFileSync(join(folder, 'elsewhere', 'run.json'), JSON.stringify(header(id)));
    expect(thrownBy(() => readRun(folder, id))).to.include({ id: 'run-unknown' });
  });

  it('has steps that cannot be undone', () => {
    const url = 'https://graph.microsoft.com/v1.0/servicePrincipals';
    const body = { appId: '2c43408a-6f88-4df5-880e-e9da1d9310f0' };
    const final = { ...step, request: { system: 'graph', method: 'POST', url, body }, undo: null } as const;
    createJournal(folder, runHeader({ id: runId, steps: [final] })).close();
    expect(readRun(folder, runId).header.steps).to.deep.equal([final]);
  });

  it('lists runs of one second by their milliseconds', () => {
    const second = '20261128T120000Z';
    const began = { ffffff: '12:00:00.100Z', '000000': '12:00:00.300Z', aaaaaa: '12:00:00.200Z' };
    for (const [end, time] of Object.entries(began)) {
      createJournal(folder, { ...header(`${second}-${end}`), startedAt: `2026-11-28T${time}` }).close();
    }
    const listed = listRuns(folder).map((run) => run.header.id.slice(-6));
    expect(listed).to.deep.equal(['000000', 'aaaaaa', 'ffffff']);
  });

  it('lists the newest run first, and ignores other files', () => {
    const ids = ['20261128T120000Z-aaaaaa', '20261129T120000Z-bbbbbb'];
    for (const id of ids) createJournal(folder, header(id)).close();
    writeFileSync(join(folder, 'runs', 'notes.txt'), '');
    expect(listRuns(folder).map((run) => run.header.id)).to.deep.equal([...ids].reverse());
    expect(listRuns(join(folder, 'elsewhere'))).to.deep.equal([]);
  });

  it('with a header that was edited is refused, and not listed', () => {
    createJournal(folder, header()).close();
    for (const edit of [{ schema: 'ppmi.run/2' }, { id: '20261128T120000Z-fedcba' }]) {
      writeFileSync(file('run.json'), JSON.stringify({ ...header(), ...edit }));
      expect(thrownBy(() => readRun(folder, header().id))).to.include({ id: 'file-broken' });
      expect(listRuns(folder)).to.deep.equal([]);
    }
  });

  for (const id of ['../../etc', '20261128T120000Z-zzzzzz', '20261128T120000Z-ffffff', '']) {
    it(`knows no run "${id}"`, () => {
      expect(thrownBy(() => readRun(folder, id))).to.include({ id: 'run-unknown' });
    });
  }

  it('is refused first if the folder cannot be written to', () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    const error = thrownBy(() => createJournal(path, header()));
    expect(error).to.be.instanceOf(PpmiError).and.to.include({ id: 'state-unwritable' });
  });
});
