import { expect } from 'chai';
import { inWorld, names } from '../../../diagnosis/checks/examine.ts';

describe('an assembly whose content is in the file column', () => {
  for (const [what, contentIn, content, expected] of [
    ['is diagnosed like any other', 'content_binary', undefined, []],
    ['has none to judge where both are empty', 'content_binary', null, []],
  ] as const) {
    it(what, async () => {
      let blocked = 0;
      const found = await inWorld(
        'healthy-v2-issued',
        ({ environments }) => {
          for (const component of environments[0]?.components ?? []) {
            component.contentIn = contentIn;
            if (content !== undefined) component.content = content;
          }
        },
        (diagnosed) => {
          blocked = diagnosed.report.summary.blocked;
          return names(diagnosed);
        },
      );
      expect(found).to.deep.equal(expected);
      expect(blocked > 0).to.equal(content === null);
    });
  }
});
