import { expect } from 'chai';
import type { Diagnosis } from '../../src/domain/diagnosis.ts';
import {
  accessExit,
  changeExit,
  connectivityExit,
  declinedExit,
  diffExit,
  exchangeExit,
  fileExit,
  fleetExit,
  identityExit,
  listsExit,
  repairExit,
  reportExit,
  subjectExit,
  undoExit,
  worstExit,
} from '../../src/report/exit-codes.ts';
import { fleetRow, summarizeFleet } from '../../src/report/fleet.ts';
import { type Report, summarize } from '../../src/report/report.ts';
import { finding, refused, verdict } from '../render/diagnosis.ts';

const report = (diagnosis: Diagnosis): Report => summarize(diagnosis, { emulated: false });
const passed = verdict('a/b', 'passed');
const blocked = verdict('a/c', 'blocked', refused);
const crashed = verdict('a/d', 'crashed', { reason: 'bug', fact: 'a/d', detail: 'x' });
const error = finding('fic-missing');
const warning = finding('record-subject-scope');
const hidden = finding('record-subject-scope', { consequences: [error] });

const healthy = report({ findings: [], verdicts: [passed] });
const warned = report({ findings: [warning], verdicts: [passed] });
const warnedBlocked = report({ findings: [warning], verdicts: [blocked] });
const incomplete = report({ findings: [], verdicts: [passed, blocked] });
const failed = report({ findings: [error], verdicts: [passed, blocked] });
const failedByConsequence = report({ findings: [hidden], verdicts: [passed] });
const broken = report({ findings: [error], verdicts: [passed, crashed] });

const fleet = (reports: readonly Report[], more = {}) => summarizeFleet(reports.map(fleetRow), more);
const verified = (after: Report, exchange: 'succeeded' | 'failed' | 'not-run') =>
  repairExit({ ...asked, before: failed, after: { report: after, exchange } });
const asked = { failed: false, interrupted: false, before: failed, after: null };
const diff = (equal: boolean | null, mistakes: readonly unknown[] = [], said: unknown = null) => ({
  equal,
  mistakes,
  warning: said,
});
const endpoint = (need: string, ok: boolean | null) => ({ need, ok });
const finds = (severity: string) => ({ endpoints: [endpoint('must', true)], findings: [{ severity }] });
const probes = (...endpoints: ReturnType<typeof endpoint>[]) => ({ endpoints, findings: [] });

const changed = { error: null, interrupted: false, unconfirmed: [], proof: null };

const table: readonly (readonly [what: string, code: () => number, expected: number])[] = [
  ['doctor: nothing found', () => reportExit(healthy, 'error'), 0],
  ['doctor: nothing found, --fail-on warning', () => reportExit(healthy, 'warning'), 0],
  ['doctor: a warning', () => reportExit(warned, 'error'), 0],
  ['doctor: a warning, --fail-on warning', () => reportExit(warned, 'warning'), 1],
  ['doctor: a warning, and a check that could not run', () => reportExit(warnedBlocked, 'error'), 2],
  ['doctor: the same, --fail-on warning', () => reportExit(warnedBlocked, 'warning'), 1],
  ['doctor: a check that could not run', () => reportExit(incomplete, 'error'), 2],
  ['doctor: an error, and a check that could not run', () => reportExit(failed, 'error'), 1],
  ['doctor: an error that follows from a warning', () => reportExit(failedByConsequence, 'error'), 1],
  ['doctor: a check that crashed, and an error', () => reportExit(broken, 'error'), 70],

  ['fleet: nothing found', () => fleetExit(fleet([healthy, healthy]), 'error'), 0],
  ['fleet: a warning', () => fleetExit(fleet([healthy, warned]), 'error'), 0],
  ['fleet: a warning, --fail-on warning', () => fleetExit(fleet([healthy, warned]), 'warning'), 1],
  ['fleet: incomplete with a warning, --fail-on warning', () => fleetExit(fleet([warnedBlocked]), 'warning'), 1],
  ['fleet: incomplete', () => fleetExit(fleet([healthy, incomplete]), 'error'), 2],
  ['fleet: an error', () => fleetExit(fleet([incomplete, failed]), 'error'), 1],
  ['fleet: an error that follows from a warning', () => fleetExit(fleet([failedByConsequence]), 'error'), 1],
  ['fleet: a check that crashed', () => fleetExit(fleet([failed, broken]), 'error'), 70],
  ['fleet: damaged lines', () => fleetExit(fleet([healthy], { damagedLines: 1 }), 'error'), 2],
  ['fleet: interrupted, whatever was found', () => fleetExit(fleet([broken], { interrupted: true }), 'error'), 130],

  ['repair: verified', () => verified(healthy, 'succeeded'), 0],
  ['repair: warnings are left', () => verified(warned, 'succeeded'), 0],
  ['repair: the exchange fails', () => verified(healthy, 'failed'), 1],
  ['repair: the exchange cannot be run here', () => verified(healthy, 'not-run'), 0],
  ['repair: errors are left', () => verified(failed, 'succeeded'), 1],
  ['repair: not everything could be checked', () => verified(incomplete, 'succeeded'), 2],
  ['repair: a check crashed', () => verified(broken, 'succeeded'), 70],
  ['repair: a step failed', () => repairExit({ ...asked, failed: true }), 2],
  ['repair: nothing to do', () => repairExit({ ...asked, before: healthy }), 0],
  ['repair: declined', () => repairExit(asked), 1],
  ['repair: interrupted at the question', () => repairExit({ ...asked, interrupted: true }), 130],
  ['repair: nothing planned', () => repairExit({ ...asked, before: incomplete }), 2],

  ['subject diff: equal', () => diffExit(diff(true), 'error'), 0],
  ['subject diff: equal with a warning', () => diffExit(diff(true, [], 'w'), 'error'), 0],
  ['subject diff: equal with a warning, --fail-on warning', () => diffExit(diff(true, [], 'w'), 'warning'), 1],
  ['subject diff: different', () => diffExit(diff(false), 'error'), 1],
  ['subject diff: the file is at fault', () => diffExit(diff(true, [{}]), 'error'), 1],
  ['subject diff: cannot be predicted', () => diffExit(diff(null), 'error'), 2],
  ['subject diff: cannot be predicted, and a mistake', () => diffExit(diff(null, [{}]), 'error'), 1],

  ['certificate show: intact', () => fileExit(null), 0],
  ['certificate show: unsigned', () => fileExit({ name: 'assembly-unsigned' }), 1],
  ['subject explain: no mistake', () => subjectExit({ mistakes: [] }), 0],
  ['subject explain: a mistake', () => subjectExit({ mistakes: [{}] }), 1],

  ['access check: allowed', () => accessExit({ allowed: true, resource: { kind: 'key-vault' } }), 0],
  ['access check: not allowed', () => accessExit({ allowed: false, resource: { kind: 'key-vault' } }), 1],
  [
    'access check: a vault that cannot be judged',
    () => accessExit({ allowed: null, resource: { kind: 'key-vault' } }),
    2,
  ],
  [
    'access check: Dataverse that cannot be judged',
    () => accessExit({ allowed: null, resource: { kind: 'dataverse' } }),
    2,
  ],
  ['access check: roles that are only listed', () => accessExit({ allowed: null, resource: { kind: 'azure' } }), 0],

  ['connectivity: all answer', () => connectivityExit(probes(endpoint('must', true)), 'error'), 0],
  ['connectivity: an error', () => connectivityExit(finds('error'), 'error'), 1],
  ['connectivity: a warning', () => connectivityExit(finds('warning'), 'error'), 0],
  ['connectivity: a warning, --fail-on warning', () => connectivityExit(finds('warning'), 'warning'), 1],
  ['connectivity: cannot be told', () => connectivityExit(probes(endpoint('must', null)), 'error'), 2],
  [
    'connectivity: one of two cannot be told',
    () => connectivityExit(probes(endpoint('must', true), endpoint('must', null)), 'error'),
    2,
  ],
  [
    'connectivity: not asked of the environment',
    () =>
      connectivityExit(
        { ...probes(endpoint('must', true)), environmentSide: { asked: false, endpoints: [] } },
        'error',
      ),
    2,
  ],
  [
    'connectivity: all answer the environment',
    () =>
      connectivityExit(
        { ...probes(endpoint('must', true)), environmentSide: { asked: true, endpoints: [{ ok: true }] } },
        'error',
      ),
    0,
  ],
  [
    'connectivity: one does not tell of the environment',
    () =>
      connectivityExit(
        {
          ...probes(endpoint('must', true)),
          environmentSide: { asked: true, endpoints: [{ ok: true }, { ok: null }] },
        },
        'error',
      ),
    2,
  ],
  ['connectivity: only useful', () => connectivityExit(probes(endpoint('should', false)), 'error'), 0],

  ['a change: applied and verified', () => changeExit(changed), 0],
  ['a change: nothing to verify by an exchange', () => changeExit({ ...changed, proof: { exchange: 'not-run' } }), 0],
  ['a change: the exchange fails', () => changeExit({ ...changed, proof: { exchange: 'failed' } }), 1],
  ['a change: reading does not show it', () => changeExit({ ...changed, unconfirmed: [{}] }), 1],
  ['a change: an error', () => changeExit({ ...changed, error: new Error('x') }), 2],
  [
    'a change: an error, and reading does not show it',
    () => changeExit({ ...changed, error: 'x', unconfirmed: [{}] }),
    2,
  ],
  ['a change: interrupted, whatever else', () => changeExit({ ...changed, error: 'x', interrupted: true }), 130],

  ['an undo: done', () => undoExit({ error: null, interrupted: false }), 0],
  ['an undo: stopped', () => undoExit({ error: 'x', interrupted: false }), 2],
  ['an undo: interrupted', () => undoExit({ error: 'x', interrupted: true }), 130],
  ['a prompt: declined', () => declinedExit('no'), 2],
  ['a prompt: declined, with findings as before', () => declinedExit('no', 1), 1],
  ['a prompt: interrupted', () => declinedExit('interrupted', 1), 130],
  ['several components: none', () => worstExit([]), 0],
  ['several components: the highest code', () => worstExit([0, 2, 1]), 2],
  ['several components: a bug', () => worstExit([70, 2]), 70],
  ['several components: interrupted', () => worstExit([70, 130, 2]), 130],

  ['token exchange: succeeded', () => exchangeExit({ succeeded: true }), 0],
  ['token exchange: failed', () => exchangeExit({ succeeded: false }), 1],
  ['env list: one of two lists', () => listsExit([{ ok: false }, { ok: true }]), 0],
  ['env list: none', () => listsExit([{ ok: false }, { ok: false }]), 2],
  ['identity show: all read', () => identityExit({ unread: null }), 0],
  ['identity show: the application is unread', () => identityExit({ unread: { detail: '403' } }), 2],
];

describe('exit codes', () => {
  for (const [what, code, expected] of table) {
    it(`${what}: ${expected}`, () => expect(code()).to.equal(expected));
  }
});
