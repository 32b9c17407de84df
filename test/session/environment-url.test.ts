import { expect } from 'chai';
import { cloudOf, environmentIdIn } from '../../src/session/environment-url.ts';
import { rejectedBy } from '../thrown.ts';

describe('the cloud of an environment', () => {
  it('is recognized by its host', () => {
    expect(cloudOf('https://contoso.crm9.dynamics.com', 'public')).to.equal('gcc');
  });

  it('is the requested one if the host belongs to none', async () => {
    expect(cloudOf('https://crm.contoso.example', 'gcchigh')).to.equal('gcchigh');
    const error = await rejectedBy(async () => cloudOf('https://crm.contoso.example'));
    expect(error).to.include({ id: 'cloud-unknown' });
  });
});

describe('the ID of an environment', () => {
  const id = '7c4547dd-4bd6-e4c5-1f87-40bcd979571c';

  it('is read from an ID and from browser addresses', () => {
    for (const text of [
      id,
      `https://make.powerapps.com/environments/${id}/home`,
      `https://admin.powerplatform.microsoft.com/manage/environments/environment/${id}/hub`,
    ]) {
      expect(environmentIdIn(text), text).to.equal(id);
    }
    expect(environmentIdIn(`https://make.powerapps.com/environments/Default-${id}/solutions`)).to.equal(
      `Default-${id}`,
    );
  });

  it('is not in the URL of an environment', () => {
    expect(environmentIdIn('https://contoso.crm4.dynamics.com')).to.equal(null);
    expect(environmentIdIn('https://make.powerapps.com/environments/home')).to.equal(null);
  });
});
