import { expect } from 'chai';
import { errorEntry } from '../../src/catalog/index.ts';
import { PpmiError } from '../../src/domain/errors.ts';
import { scenarioWorld } from '../../src/session/scenarios.ts';

const wordsOf = (scenario: string): Promise<string> =>
  scenarioWorld(scenario).then(
    () => '',
    (error: unknown) => (error instanceof PpmiError ? errorEntry(error.id).message(error.args) : String(error)),
  );

describe('scenarioWorld', () => {
  it('reports an invalid parameter as such, not as an unknown scenario', async () => {
    expect(await wordsOf('fic-missing,cloud=mars')).to.contain(
      'Invalid value for cloud: mars. Expected one of public, gcc, ',
    );
    expect(await wordsOf('fic-mising'))
      .to.contain('no scenario "fic-mising"')
      .and.contain('fic-missing');
  });
});
