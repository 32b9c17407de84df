import { expect } from 'chai';
import { mutantsOf } from '../../../scripts/mutate/mutants.ts';

/** The file after each change. */
const mutated = (text: string): string[] =>
  mutantsOf(text).map(({ start, end, replacement }) => text.slice(0, start) + replacement + text.slice(end));

describe('mutants', () => {
  const cases: Readonly<Record<string, readonly [text: string, ...mutants: string[]]>> = {
    'a boundary': ['x = a < b', ';', 'x = a <= b'],
    'logic, and equality in it': ['x = a && b !== c', ';', 'x = a || b !== c', 'x = a && b === c'],
    'a condition': ['if (a) f()', 'if (true) f()', 'if (false) f()', 'if (a) ;'],
    'calls that only narrow': ['x = list.filter(f)', ';', 'x = list'],
    'some and every': ['x = list.some(f)', ';', 'x = list.every(f)'],
    'a default': ['const x = a ?? b', 'const x = a'],
    'a comparison of what is in parentheses': ['x = (a ?? b) === c', ';', 'x = (a ?? b) !== c', 'x = (a) === c'],
    'a negated pair': ['x = !(a && b)', ';', 'x = (a && b)', 'x = !(a || b)'],
    'a call on what is in parentheses': ['x = (a ?? b).trim()', ';', 'x = (a ?? b)', 'x = (a).trim()'],
    'no numbers that are names': ['const x = { 1: a }'],
    'nothing in types': ["type A = 'x' | 1; interface B { readonly c: true }"],
    'nothing in an import': ["import { a } from './b.ts'"],
    'no names': ["const x = 'safe'"],
    'no `?? null`': ['const x = a ?? null'],
    'a value, not its type': ['const x = [1] as const', 'const x = [2] as const'],
    'not what a check declares': ["defineCheck({ needs: ['identity'] })", ';'],
    'not what a fact declares': ["defineFact({ dependsOn: ['identity'] })", ';'],
  };
  for (const [what, [text, ...expected]] of Object.entries(cases)) {
    it(`${what}: ${text}`, () => {
      expect(mutated(text)).to.deep.equal(expected);
    });
  }
});
