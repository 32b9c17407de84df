import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { PpmiError } from '../../../src/domain/errors.ts';
import { acquireLocks, type Claim, claimLock, type LockKey, type LockOwner } from '../../../src/repair/journal/lock.ts';
import { thrownBy } from '../../thrown.ts';

const owner = (run: string, more: Partial<LockOwner> = {}): LockOwner => ({
  pid: process.pid,
  host: hostname(),
  user: 'mara',
  since: '2026-11-28T12:00:00Z',
  run,
  ...more,
});

const keys: readonly LockKey[] = ['environment:https://contoso.crm.dynamics.com', 'application:2c43408a'];

describe('the locks of a repair', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-lock-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('prevent a second run, and name the process that holds them', () => {
    const first = acquireLocks(folder, keys, owner('first'));
    const error = thrownBy(() => acquireLocks(folder, [keys[1] as LockKey], owner('second')));
    expect(error).to.include({ id: 'repair-locked' });
    expect(error).to.have.deep.nested.include({ 'args.run': 'first', 'args.pid': process.pid, 'args.user': 'mara' });
    first.release();
    acquireLocks(folder, keys, owner('second')).release();
    expect(readdirSync(join(folder, 'locks'))).to.deep.equal([]);
  });

  it('are all taken or none', () => {
    const first = acquireLocks(folder, [keys[0] as LockKey], owner('first'));
    thrownBy(() => acquireLocks(folder, keys, owner('second')));
    const other = acquireLocks(folder, [keys[1] as LockKey], owner('third'));
    other.release();
    first.release();
  });

  it('of a process that has ended are taken over', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    acquireLocks(folder, keys, owner('killed', { pid }));
    acquireLocks(folder, keys, owner('next')).release();
  });

  it('of another machine are respected', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    acquireLocks(folder, keys, owner('elsewhere', { pid, host: 'other-machine' }));
    expect(thrownBy(() => acquireLocks(folder, keys, owner('next')))).to.include({ id: 'repair-locked' });
  });

  it('that were taken over are not removed by the run that lost them', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const lost = acquireLocks(folder, keys, owner('lost', { pid }));
    const held = acquireLocks(folder, keys, owner('next'));
    lost.release();
    expect(readdirSync(join(folder, 'locks'))).to.have.lengthOf(2);
    held.release();
  });

  it('of a killed run are never taken by two runs, however their steps interleave', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const key = keys[0] as LockKey;
    for (const order of interleavings) {
      claimLock(folder, key, owner('killed', { pid }));
      const claims = new Map<string, Claim>();
      const holds = new Set<string>();
      for (const run of order) {
        const claim = claims.get(run);
        if (claim === undefined) claims.set(run, claimLock(folder, key, owner(run)));
        else if (claim.other() === null) holds.add(run);
        else claim.withdraw();
      }
      expect(holds.size, order.join(' ')).to.be.at.most(1);
      for (const claim of claims.values()) claim.withdraw();
      expect(readdirSync(join(folder, 'locks')), 'left behind').to.deep.equal([]);
    }
  });

  it('that cannot be read are respected', () => {
    const key = keys[0] as LockKey;
    const held = acquireLocks(folder, [key], owner('first'));
    const [name = ''] = readdirSync(join(folder, 'locks'));
    writeFileSync(join(folder, 'locks', name), '{');
    const error = thrownBy(() => acquireLocks(folder, [key], owner('next')));
    expect(error).to.include({ id: 'repair-locked' });
    expect(error.args).to.deep.include({ pid: 0, host: '', user: '', since: '', run: '' });
    held.release();
  });

  it('are taken in one order, so that two runs cannot wait for each other', () => {
    const [environment, application] = keys as [LockKey, LockKey];
    acquireLocks(folder, [environment], owner('of the environment'));
    acquireLocks(folder, [application], owner('of the application'));
    for (const wanted of [keys, [...keys].reverse()]) {
      const error = thrownBy(() => acquireLocks(folder, wanted, owner('next')));
      expect(error.args.run).to.equal('of the application');
    }
  });

  it('that vanish while they are looked at hold no one up', function () {
    if (process.platform === 'win32') this.skip();
    const key = keys[0] as LockKey;
    const held = acquireLocks(folder, [key], owner('first'));
    const [name = ''] = readdirSync(join(folder, 'locks'));
    held.release();
    symlinkSync(join(folder, 'gone'), join(folder, 'locks', name));
    acquireLocks(folder, [key], owner('next')).release();
    expect(readdirSync(join(folder, 'locks'))).to.deep.equal([]);
  });

  it('are readable by their owner alone', function () {
    if (process.platform === 'win32') this.skip();
    acquireLocks(folder, [keys[0] as LockKey], owner('first'));
    const [name = ''] = readdirSync(join(folder, 'locks'));
    expect(statSync(join(folder, 'locks', name)).mode & 0o777).to.equal(0o600);
    expect(statSync(join(folder, 'locks')).mode & 0o777).to.equal(0o700);
  });

  it('need a folder that can be written to, and hide no error of our own', () => {
    const key = keys[0] as LockKey;
    writeFileSync(join(folder, 'locks'), '');
    const error = thrownBy(() => acquireLocks(folder, [key], owner('first')));
    expect(error).to.be.instanceOf(PpmiError).and.to.include({ id: 'state-unwritable' });
    const broken = { ...owner('first'), pid: 1n as unknown as number };
    expect(() => acquireLocks(join(folder, 'other'), [key], broken)).to.throw(TypeError);
  });
});

/** Each of three runs enters, then looks. */
const interleavings: readonly (readonly string[])[] = ordersOf(['a', 'a', 'b', 'b', 'c', 'c']);

function ordersOf(steps: readonly string[]): readonly (readonly string[])[] {
  if (steps.length === 0) return [[]];
  return [...new Set(steps)].flatMap((first) => {
    const rest = steps.toSpliced(steps.indexOf(first), 1);
    return ordersOf(rest).map((order) => [first, ...order]);
  });
}
