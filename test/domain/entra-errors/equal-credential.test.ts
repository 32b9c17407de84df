import { expect } from 'chai';
import { shellTarget } from '../../../src/domain/shell/command-line.ts';
import { correlate } from '../../../src/features/entra-errors/correlate.ts';
import { decodeText } from '../../../src/features/entra-errors/decode-text.ts';

const subject =
  '/eid1/c/pub/t/5z_1tfM72hf6fLbU8CqX6g/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/ea9e3fd6-b340-441c-8d87-4e83080c39a3/h/6388196260bf706d3fe5da64fe88e43214360360dff2cf722a3b2bedf6d86190';
const github = 'repo:contoso/app:ref:refs/heads/main';

async function fixOf(code: number, presented: string, actual: string): Promise<string> {
  const text = `AADSTS${code}: No matching federated identity record found for presented assertion subject '${presented}'.`;
  const { errors } = decodeText(text, undefined);
  const [error] = await correlate(errors, shellTarget('bash', 'linux'), { 'actual-subject': actual });
  return error?.fix ?? '';
}

describe('a credential that equals what was presented', () => {
  it('is not to be corrected: wait, or try again', async () => {
    const fix = await fixOf(700213, subject, subject);
    expect(fix).to.contain('Do not change its values').and.contain('try again').and.contain('ppmi doctor');
    expect(fix).not.to.contain('where the configured one differs');
  });

  it('is created again if Entra still sees a difference in case', async () => {
    expect(await fixOf(7002138, subject, subject)).to.contain('ppmi explain fic-stale');
  });

  it('of another system gets no advice about plug-ins', async () => {
    expect(await fixOf(700213, github, github))
      .to.contain('try again')
      .and.not.contain('ppmi doctor');
  });

  it('that differs is to be corrected', async () => {
    expect(await fixOf(700213, subject, subject.toUpperCase())).not.to.contain('Do not change');
  });
});
