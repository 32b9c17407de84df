import { expect } from 'chai';
import { allScenarios, buildCompany, scenarioCompany } from '../../../scripts/worlds/company.ts';
import { conditions } from '../../../scripts/worlds/condition.ts';
import { type Judgement, judge } from '../../../scripts/worlds/judge.ts';

const deviations = ({ seed, faults, found, wrong, named, repaired }: Judgement): readonly string[] =>
  [
    ...wrong,
    ...(named === false ? [`named ${found.join()}`] : []),
    ...(repaired === false ? ['not repaired'] : []),
  ].map((text) => `seed ${seed} (${faults.join(' + ')}): ${text}`);

/** The long form is `npm run worlds`; these take a bounded time. */
describe('random companies', () => {
  it('doctor, repair and undo agree with the exchange of the emulator', async () => {
    for (let seed = 1; seed <= 40; seed += 1) expect(deviations(await judge(buildCompany(seed)))).to.deep.equal([]);
  });

  it('with what few companies have, too', async () => {
    for (let seed = 1; seed <= 20; seed += 1)
      expect(deviations(await judge(buildCompany(seed, { crowded: true })))).to.deep.equal([]);
  });

  for (const condition of conditions)
    it(`agree in the condition ${condition}, too`, async () => {
      for (let seed = 1; seed <= 6; seed += 1)
        expect(deviations(await judge(buildCompany(seed, { condition })))).to.deep.equal([]);
    });

  it('leave to runs what only a run shows: the scope that the code asks for', async () => {
    expect(deviations(await judge(buildCompany(1_200_316, { condition: 'unrun' })))).to.deep.equal([]);
  });

  it('are the same for the same seed', () => {
    expect(buildCompany(7)).to.deep.equal(buildCompany(7));
    expect(buildCompany(7, { crowded: true })).to.deep.equal(buildCompany(7, { crowded: true }));
    expect(buildCompany(7)).to.not.deep.equal(buildCompany(7, { crowded: true }));
  });

  it('harm no other workload of the company, whatever the fault', async () => {
    const every = allScenarios().filter((_, index) => index % 6 === 0);
    for (const { id } of every) {
      expect(deviations(await judge(scenarioCompany(`${id},company=1`)))).to.deep.equal([]);
    }
  });
});
