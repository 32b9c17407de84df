import { expect } from 'chai';
import type { Diagnosis } from '../../src/domain/diagnosis.ts';
import { fleetRow, summarizeFleet } from '../../src/report/fleet.ts';
import { summarize } from '../../src/report/report.ts';
import { finding, refused, verdict } from '../render/diagnosis.ts';

const row = (diagnosis: Diagnosis, id: string | null = 'c', url = 'https://one.crm4.dynamics.com') =>
  fleetRow(
    summarize(diagnosis, {
      emulated: false,
      target: {
        environment: { url, id: null, name: null },
        component: id === null ? null : { type: 'assembly', id, name: id },
      },
    }),
  );
const passed = verdict('a/b', 'passed');
const blocked = verdict('a/c', 'blocked', refused);
const healthy: Diagnosis = { findings: [], verdicts: [passed] };
const incomplete: Diagnosis = { findings: [], verdicts: [passed, blocked] };
const warned: Diagnosis = { findings: [finding('certificate-expires-soon')], verdicts: [passed] };
const failed: Diagnosis = { findings: [finding('fic-missing')], verdicts: [passed, blocked] };
const scope = finding('record-subject-scope', { consequences: [finding('fic-missing')] });

describe('a fleet', () => {
  it('counts each component once, by its worst finding', () => {
    const rows = [row(healthy, 'a'), row(incomplete, 'b'), row(warned, 'c'), row(failed, 'd')];
    expect(rows.map(({ state }) => state)).to.deep.equal(['healthy', 'incomplete', 'warned', 'failed']);
    expect(summarizeFleet(rows).summary).to.deep.equal({
      environments: 1,
      components: 4,
      failed: 1,
      incomplete: 1,
      warned: 1,
      healthy: 1,
    });
  });

  it('counts a component for which a saved report holds no check as incomplete', () => {
    expect(row({ findings: [], verdicts: [] }).state).to.equal('incomplete');
  });

  it('counts a component as failed if a warning causes an error', () => {
    expect(row({ findings: [scope], verdicts: [passed] })).to.include({ state: 'failed', warned: false });
  });

  it('records a warning and a crash, whatever else was found', () => {
    expect(row({ ...warned, verdicts: [passed, blocked] })).to.include({ state: 'incomplete', warned: true });
    const crash = verdict('a/d', 'crashed', { reason: 'bug', fact: 'a/d', detail: 'x' });
    expect(row({ findings: [], verdicts: [crash] })).to.include({ state: 'incomplete', crashed: true });
    expect(row(incomplete)).to.include({ crashed: false, warned: false });
  });

  it('counts findings and reasons by component', () => {
    const fleet = summarizeFleet([row(warned, 'a'), row(failed, 'b'), row(failed, 'c'), row(incomplete, null)]);
    expect(fleet.findings.map(({ name, components }) => [name, components])).to.deep.equal([
      ['fic-missing', 2],
      ['certificate-expires-soon', 1],
    ]);
    expect(fleet.blocked).to.deep.equal([{ fact: 'applications', reason: 'refused', components: 3 }]);
    expect(fleet.summary.components).to.equal(3);
  });

  it('says why an environment could not be listed', () => {
    expect(row(incomplete, null).detail).to.contain('403');
    expect(row(healthy).detail).to.equal(null);
  });

  it('is emulated by its target, also before the first report', () => {
    expect(summarizeFleet([], { emulated: true, interrupted: true })).to.include({ emulated: true, interrupted: true });
    expect(summarizeFleet([]).emulated).to.equal(false);
  });

  it('counts each environment once, and a finding that a component has twice once', () => {
    const twice: Diagnosis = { findings: [...failed.findings, ...failed.findings], verdicts: [blocked, blocked] };
    const rows = [row(healthy, 'a'), row(healthy, 'b'), row(twice, 'c', 'https://two.crm4.dynamics.com')];
    const fleet = summarizeFleet(rows);
    expect(fleet.summary.environments).to.equal(2);
    expect(fleet.findings.map(({ components }) => components)).to.deep.equal([1]);
    expect(fleet.blocked.map(({ components }) => components)).to.deep.equal([1]);
  });

  it('has nothing else where nothing else is given', () => {
    expect(summarizeFleet([row(healthy)])).to.deep.include({
      emulated: false,
      interrupted: false,
      damagedLines: 0,
      reports: null,
    });
    expect(summarizeFleet([row(healthy)], { damagedLines: 3, reports: [] })).to.deep.include({
      damagedLines: 3,
      reports: [],
    });
    expect(summarizeFleet([{ ...row(healthy), emulated: true }, row(healthy)]).emulated).to.equal(true);
  });
});
