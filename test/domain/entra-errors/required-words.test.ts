import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { requiredWords, requiredWordsJson } from '../../../scripts/docs/required-words.ts';
import { rules } from '../../../src/domain/entra-errors/platform/platform-errors.ts';

const table = new URL('../../../src/domain/entra-errors/platform/required-words.json', import.meta.url);

describe('Required words of an expression', () => {
  const cases: readonly (readonly [RegExp, readonly string[] | null])[] = [
    [/\bForbiddenByRbac\b/, ['forbiddenbyrbac']],
    [/Connection refused|No route/, ['connection refused', 'no route']],
    [/[Cc]onnect(?:ion)? timed out/, [' timed out']],
    [/Power\s?Platform/, ['platform']],
    [/abc|\d+/, null],
    [/abcd?efg/, ['abc']],
    [/abcde{0,3}fg/, ['abcd']],
    [/abc+defgh/, ['defgh']],
    [/(?:abcdef)?xyz/, ['xyz']],
    [/(?:abcdef)+xyz/, ['abcdef']],
    [/(?<!abcdef)xyz(?=uvwxyz)/, ['xyz']],
    [/curl: \(60\)/, ['curl: (60)']],
    [/[\]a|b]ab/, null],
    [/(?<name>abcd)/, ['abcd']],
    [/abc(?:|def)/, ['abc']],
  ];
  for (const [pattern, words] of cases) {
    it(String(pattern), () => assert.deepEqual(requiredWords(pattern), words));
  }

  it('are current: run `npm run docs`', () => {
    assert.deepEqual(JSON.parse(readFileSync(table, 'utf8')), JSON.parse(requiredWordsJson(rules)));
  });

  it('are known for every rule, so that none runs over a text that it cannot match', () => {
    const without = rules.filter(({ pattern }) => requiredWords(pattern) === null).map(({ pattern }) => pattern.source);
    assert.deepEqual(without, []);
  });

  it('occur in every match of the examples', () => {
    const folder = new URL('.', import.meta.url);
    const texts = ['reports.json', 'platform.test.ts', 'platform-variants.test.ts', 'hand-made.test.ts'].map((file) =>
      readFileSync(new URL(file, folder), 'utf8'),
    );
    const matched = new Set<RegExp>();
    for (const text of texts) {
      for (const { pattern } of rules) {
        const words = requiredWords(pattern) ?? [];
        for (const [match] of text.matchAll(pattern)) {
          matched.add(pattern);
          assert.ok(
            words.some((word) => match.toLowerCase().includes(word)),
            `${pattern}: ${match}`,
          );
        }
      }
    }
    assert.ok(matched.size > rules.length * 0.6, `only ${matched.size} of ${rules.length} rules have an example`);
  });
});
