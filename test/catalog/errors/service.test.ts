import { expect } from 'chai';
import { errorText } from '../../../src/catalog/error-text.ts';
import { PpmiError } from '../../../src/domain/errors.ts';
import { bash } from '../../shell.ts';

const fixOf = (detail: string) => errorText(new PpmiError('sign-in-failed', { detail }), bash).fix;
const notFound = (resource: string) =>
  `AADSTS500011: The resource principal named ${resource} was not found in the tenant`;

describe('the fix of a failed sign-in', () => {
  it('says that the tenant has no environment with this URL, and how to list those that it has', () => {
    const fix = fixOf(notFound('https://contoso-gone--example.crm4.dynamics.com'));
    expect(fix).to.match(/No environment of the tenant[\s\S]*\n {2}ppmi env list\n[\s\S]*ppmi explain AADSTS500011/);
  });

  it('explains the code where another resource is meant, or another code', () => {
    for (const detail of [notFound('https://contoso.example'), 'AADSTS7000215: https://o.crm4.dynamics.com']) {
      expect(fixOf(detail)).to.match(/^Explain the error code:\n {2}ppmi explain AADSTS\d+$/);
    }
  });
});
