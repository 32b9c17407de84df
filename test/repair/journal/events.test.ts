import { expect } from 'chai';
import type { StepRequest } from '../../../src/domain/plan.ts';
import {
  type Direction,
  foldSteps,
  isEvent,
  type JournalEvent,
  type Outcome,
  runState,
  toApply,
  toUndo,
} from '../../../src/repair/journal/events.ts';
import { cases } from '../steps.ts';

const steps = cases.slice(0, 2).map(({ step }, index) => ({ ...step, id: index === 0 ? 'a' : 'b' }));
const request: StepRequest = { system: 'graph', method: 'POST', url: 'https://graph.microsoft.com/sent', body: {} };
const result = { status: 201, id: 'given', etag: null };

const intended = (step: string, direction: Direction = 'apply', at = 't1'): JournalEvent => ({
  event: 'intended',
  at,
  step,
  direction,
  request,
});
const ended = (step: string, outcome: Outcome, direction: Direction = 'apply'): JournalEvent => ({
  event: 'outcome',
  at: 't2',
  step,
  direction,
  outcome,
  result: direction === 'apply' ? result : { ...result, id: 'of-the-undo' },
  detail: `${direction} ${outcome}`,
});
const over = (succeeded: boolean, direction: Direction = 'apply'): JournalEvent => ({
  event: 'ended',
  at: 't3',
  direction,
  succeeded,
});

const fold = (...events: readonly JournalEvent[]) => foldSteps(steps, events);
const first = (...events: readonly JournalEvent[]) => fold(...events)[0];
const run = (...events: readonly JournalEvent[]) => runState(fold(...events), events);
const idsOf = (list: ReturnType<typeof toUndo>) => list.map(({ step }) => step.id);

describe('the events of a run', () => {
  it('leave a step planned, and open between intention and outcome', () => {
    expect(first()).to.deep.include({ state: 'planned', open: false, already: false, sent: null, intendedAt: null });
    expect(first(intended('b'))).to.deep.equal(first());
    expect(first(intended('a'))).to.deep.include({
      state: 'intended',
      open: true,
      sent: request,
      intendedAt: 't1',
      result: null,
    });
  });

  for (const [outcome, state, already] of [
    ['applied', 'applied', false],
    ['already', 'applied', true],
    ['rejected', 'failed', false],
    ['conflict', 'failed', false],
    ['unknown', 'unknown', false],
  ] as const) {
    it(`${outcome}: ${state}`, () => {
      const step = first(intended('a'), ended('a', outcome));
      expect(step).to.deep.include({ state, already, open: false, result, detail: `apply ${outcome}` });
    });
  }

  for (const [outcome, state] of [
    ['applied', 'undone'],
    ['already', 'undone'],
    ['rejected', 'applied'],
    ['conflict', 'applied'],
    ['unknown', 'unknown'],
  ] as const) {
    it(`undo ${outcome}: ${state}, and what was applied is still known`, () => {
      const step = first(
        intended('a'),
        ended('a', 'applied'),
        intended('a', 'undo', 't9'),
        ended('a', outcome, 'undo'),
      );
      expect(step).to.deep.include({ state, result, intendedAt: 't1', direction: 'undo', open: false });
    });
  }

  it('keep a step applied while it is being taken back', () => {
    const step = first(intended('a'), ended('a', 'applied'), intended('a', 'undo'));
    expect(step).to.deep.include({ state: 'applied', open: true, direction: 'undo' });
  });
});

describe('the state of a run', () => {
  const applied = [intended('a'), ended('a', 'applied')];
  const both = [...applied, intended('b'), ended('b', 'applied')];
  const undone = [intended('b', 'undo'), ended('b', 'applied', 'undo')];

  it('is how it ended, or interrupted', () => {
    expect(run()).to.equal('interrupted');
    expect(run(...both)).to.equal('interrupted');
    expect(run(...both, over(true))).to.equal('completed');
    expect(run(...both, over(false))).to.equal('failed');
    expect(run(...both, over(false), intended('a'))).to.equal('interrupted');
  });

  it('is undone once nothing of it is left', () => {
    expect(run(...both, over(true), ...undone)).to.equal('partly-undone');
    expect(run(...both, over(true), ...undone, over(false, 'undo'))).to.equal('partly-undone');
    const rest = [intended('a', 'undo'), ended('a', 'already', 'undo')];
    expect(run(...both, over(true), ...undone, ...rest)).to.equal('undone');
    const kept = [intended('a'), ended('a', 'already'), intended('b'), ended('b', 'applied'), ...undone];
    expect(run(...kept), 'what was there before the run').to.equal('undone');
    expect(run(intended('a'), ended('a', 'rejected'), intended('b', 'undo'))).to.equal('undone');
  });
});

describe('what is left', () => {
  it('to undo: what was applied or may have been, last first', () => {
    const both = [intended('a'), ended('a', 'unknown'), intended('b')];
    expect(idsOf(toUndo(fold(...both)))).to.deep.equal(['b', 'a']);
    expect(idsOf(toUndo(fold(intended('a'), ended('a', 'already'))))).to.deep.equal([]);
    expect(idsOf(toUndo(fold(intended('a'), ended('a', 'rejected'))))).to.deep.equal([]);
    const undone = [intended('a'), ended('a', 'applied'), intended('a', 'undo'), ended('a', 'applied', 'undo')];
    expect(idsOf(toUndo(fold(...undone)))).to.deep.equal([]);
    expect(idsOf(toUndo(fold(...undone, intended('a', 'undo')))), 'killed during a second undo').to.deep.equal(['a']);
    expect(idsOf(toUndo(fold(...undone, intended('a'), ended('a', 'rejected'))))).to.deep.equal([]);
  });

  it('to apply: what was not applied, in order', () => {
    expect(idsOf(toApply(fold()))).to.deep.equal(['a', 'b']);
    expect(idsOf(toApply(fold(intended('a'), ended('a', 'applied'))))).to.deep.equal(['b']);
    expect(idsOf(toApply(fold(intended('a'), ended('a', 'already'))))).to.deep.equal(['b']);
    expect(idsOf(toApply(fold(intended('a'), ended('a', 'unknown'), intended('b'))))).to.deep.equal(['a', 'b']);
  });
});

describe('a line of a journal', () => {
  const end = { event: 'ended', at: 't', direction: 'undo', succeeded: true };

  it('is an event as ppmi writes it', () => {
    for (const event of [intended('a'), ended('a', 'applied'), { ...ended('a', 'unknown'), result: null }, end])
      expect(isEvent(event), JSON.stringify(event)).to.equal(true);
  });

  for (const [what, line] of Object.entries({
    nothing: null,
    'a number': 7,
    'a list': [],
    'another event': { ...intended('a'), event: 'other' },
    'an end without a time': { ...end, at: undefined },
    'an end in no direction': { ...end, direction: 'aside' },
    'an intention without a time': { ...intended('a'), at: 1 },
    'an intention in no direction': { ...intended('a'), direction: undefined },
    'an intention of no step': { ...intended('a'), step: ['a'] },
    'an intention without a request': { ...intended('a'), request: undefined },
    'an intention whose request is a number': { ...intended('a'), request: 5 },
    'an intention without a URL': { ...intended('a'), request: { ...request, url: undefined } },
    'an intention without a method': { ...intended('a'), request: { ...request, method: undefined } },
    'an outcome of no step': { ...ended('a', 'applied'), step: undefined },
    'an outcome whose result is a text': { ...ended('a', 'applied'), result: 'x' },
    'an outcome without a result': { ...ended('a', 'applied'), result: undefined },
  })) {
    it(`is no event: ${what}`, () => {
      expect(isEvent(line)).to.equal(false);
    });
  }
});
