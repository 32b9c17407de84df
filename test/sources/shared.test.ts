import { expect } from 'chai';
import { PpmiError } from '../../src/domain/errors.ts';
import { shareGraph } from '../../src/sources/shared.ts';
import type { GraphSource } from '../../src/sources/sources.ts';
import { rejectedBy } from '../thrown.ts';

function countingGraph(): { asked: string[]; graph: GraphSource } {
  const asked: string[] = [];
  const note = async (what: string) => {
    asked.push(what);
    return null;
  };
  const graph: GraphSource = {
    application: (appId) => note(`application ${appId}`),
    servicePrincipalByObjectId: (id) => note(`principal object ${id}`),
    applicationByObjectId: (id) => note(`object ${id}`),
    async servicePrincipal(appId) {
      await note(`principal ${appId}`);
      throw new PpmiError('cut-off', { host: 'graph.example' });
    },
    credentials: async ({ id }) => {
      await note(`credentials ${id}`);
      return { credentials: [], url: '', system: 'graph' };
    },
    credentialsChangedAt: ({ id }) => note(`changes ${id}`),
  };
  return { asked, graph };
}

describe('shared sources', () => {
  it('read the same object once, even while the first request is pending', async () => {
    const { asked, graph } = countingGraph();
    const shared = shareGraph(graph);
    await Promise.all([shared.application('a'), shared.application('a'), shared.application('b')]);
    await shared.application('b');
    expect(asked).to.deep.equal(['application a', 'application b']);
  });

  it('read the credentials of an application once', async () => {
    const { asked, graph } = countingGraph();
    const shared = shareGraph(graph);
    for (let i = 0; i < 2; i += 1) await shared.credentials({ id: '1', appId: 'a', displayName: 'A' });
    expect(asked).to.deep.equal(['credentials 1']);
  });

  it('keep a failure, so that hundreds of components do not wait for the same dead host', async () => {
    const { asked, graph } = countingGraph();
    const shared = shareGraph(graph);
    for (let i = 0; i < 2; i += 1) {
      const error = await rejectedBy(() => shared.servicePrincipal('a'));
      expect(error).to.have.property('id', 'cut-off');
    }
    expect(asked).to.deep.equal(['principal a']);
  });
});
