import { expect } from 'chai';
import { serviceIds } from '../../src/net/service-ids.ts';

const id = 'b1a9c3d2-0000-4000-8000-000000000001';

describe('the IDs of a response', () => {
  it('are those of the service, without what a proxy added', () => {
    expect(serviceIds({ 'request-id': id, 'client-request-id': `${id}, ${id}` })).to.deep.equal({
      requestId: id,
      correlationId: id,
    });
    expect(serviceIds({ 'request-id': '', 'x-ms-request-id': `${id}:7` }).requestId).to.equal(`${id}:7`);
    expect(serviceIds({})).to.deep.equal({ requestId: null, correlationId: null });
  });

  it('M8: are none where a service writes a text: it would stand in texts of ppmi', () => {
    for (const text of ['touch x now', '$(touch x)', 'a"b', 'x'.repeat(129), '`id`']) {
      expect(serviceIds({ 'request-id': text }).requestId, text).to.equal(null);
    }
  });
});
