import { expect } from 'chai';
import { entryByName } from '../../src/catalog/index.ts';
import { createPrinter } from '../../src/catalog/printer.ts';
import { mistakeNames } from '../../src/domain/trust/mistakes/mistakes.ts';

import { unknown } from '../shell.ts';

const print = createPrinter(unknown);

describe('every mistake of a trust', () => {
  it('explains how to see it without ppmi', () => {
    const without = mistakeNames.filter((name) => (entryByName(name).verify?.(print) ?? []).length === 0);
    expect(without).to.deep.equal([]);
  });
});
