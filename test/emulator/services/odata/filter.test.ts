import { expect } from 'chai';
import { parseFilter, type Row } from '../../../../src/emulator/services/odata/filter.ts';

const row: Row = {
  name: "O'Brien, Ltd",
  id: '9a3c4f6e-0000-4000-8000-000000000010',
  count: 3,
  on: true,
  none: null,
  at: '2026-03-01T08:00:00Z',
  tags: ['a', 'b'],
  targets: [{ id: '7' }],
};

describe('emulator/odata filter', () => {
  const cases: [string, boolean][] = [
    ["name eq 'o''brien, ltd'", true],
    ["name ne 'x'", true],
    ['id eq 9A3C4F6E-0000-4000-8000-000000000010', true],
    ['count gt 2 and count le 3', true],
    ['count eq 4 or on eq true', true],
    ['not (count eq 3)', false],
    ['none eq null', true],
    ['name ne null', true],
    ['none gt 1', false],
    ['at ge 2026-03-01T00:00:00Z', true],
    ['at lt 2026-03-01T08:00:00+01:00', false],
    ["contains(name,'BRIEN') and startswith(name, 'O')", true],
    ["endswith(name,'x')", false],
    ["tags/any(t:t eq 'b')", true],
    ["tags/any(t:t eq 'c')", false],
    ["targets/any(t:t/id eq '7')", true],
    ["targets/any(t:t/id eq '8')", false],
    ["targets/any(t:t/name eq '7')", false],
    ["count eq 4 and count eq 4 or name eq 'x' or on eq true", true],
  ];
  for (const [text, expected] of cases)
    it(`${text} is ${expected}`, () => {
      expect(parseFilter(text)?.matches(row)).to.equal(expected);
    });

  for (const text of [
    '',
    'name',
    'name eq',
    "name eq 'x",
    'eq eq eq',
    "name like 'x'",
    "(name eq 'x'",
    "any(t:t eq 'b')",
    "name eq 'x' and",
  ])
    it(`refuses ${JSON.stringify(text)}`, () => {
      expect(parseFilter(text)).to.equal(null);
    });

  it('tells which properties it names, and which it compares with bare GUIDs', () => {
    const filter = parseFilter(`name eq 'x' and (id eq ${row.id} or count gt 1)`);
    expect(filter?.properties).to.deep.equal(['name', 'id', 'count']);
    expect(filter?.bareGuids).to.deep.equal(['id']);
  });
});
