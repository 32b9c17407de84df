import { expect } from 'chai';
import { decodeText } from '../../../src/features/entra-errors/decode-text.ts';
import { errorJson } from '../../../src/render/json/errors.ts';
import { followUpCommand } from '../../../src/report/follow-up.ts';
import { bash } from '../../shell.ts';

const message = "AADSTS700213: No matching federated identity record found for presented assertion subject '/eid1/x'.";

describe('the JSON of a decoded error', () => {
  it('has the commands on the target of the run, whatever its flags hold', () => {
    const target = ['--world', 'two  "quoted" words $& $(touch p).json', '--component', '<name>'];
    const [error] = decodeText(message, false).errors;
    if (error === undefined) throw new Error('nothing was decoded');
    const lines = errorJson(error, bash, undefined, target).fix.split('\n');
    expect(lines)
      .to.include(`  ${followUpCommand('doctor', { shell: bash, target })}`)
      .and.include(`  ${followUpCommand('repair', { shell: bash, target })}`);
    expect(lines.join('\n')).to.not.contain('<url>');
  });
});
