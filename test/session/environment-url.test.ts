import { expect } from 'chai';
import { cloudOf } from '../../src/session/environment-url.ts';
import { rejectedBy } from '../thrown.ts';

describe('the cloud of an environment', () => {
  it('is told by its host, whatever is asked', () => {
    expect(cloudOf('https://contoso.crm9.dynamics.com', 'public')).to.equal('gcc');
  });

  it('is the one that is asked for where the host is in none', async () => {
    expect(cloudOf('https://crm.contoso.example', 'gcchigh')).to.equal('gcchigh');
    const error = await rejectedBy(async () => cloudOf('https://crm.contoso.example'));
    expect(error).to.include({ id: 'cloud-unknown' });
  });
});
