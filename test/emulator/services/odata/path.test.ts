import { expect } from 'chai';
import { decodeSegments, keyValue, parseSegment } from '../../../../src/emulator/services/odata/path.ts';

describe('emulator/odata path', () => {
  it('decodes segments after splitting, so that a slash in a key stays', () => {
    expect(decodeSegments("//v1.0/applications(appId='a%2Fb')/")).to.deep.equal(['v1.0', "applications(appId='a/b')"]);
    expect(decodeSegments('/%zz')).to.equal(null);
  });

  it('reads keys by value and by name', () => {
    expect(parseSegment('applications').key).to.equal(null);
    expect(parseSegment("credentials('it''s')").key).to.deep.equal({ kind: 'value', value: "it's" });
    const { key } = parseSegment("rows(a=1,B='x,y')");
    expect([keyValue(key, 'A'), keyValue(key, 'b'), keyValue(key, 'c')]).to.deep.equal(['1', 'x,y', null]);
  });
});
