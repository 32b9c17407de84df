import type { PlatformRule } from '../../src/domain/entra-errors/platform/platform-error.ts';

/** The table that the decoder reads. An expression that requires nothing is absent, so it always runs. */
export function requiredWordsJson(rules: readonly PlatformRule[]): string {
  const rows = rules.map(({ pattern }) => [pattern.source, requiredWords(pattern)] as const);
  return `${JSON.stringify(Object.fromEntries(rows.filter(([, words]) => words !== null)), null, 2)}\n`;
}

/**
 * Texts of which every match of an expression contains at least one, in lower case. Looking for them is far cheaper than
 * compiling and running an expression that cannot match. Null if there are none: then the expression has to run.
 */
export function requiredWords(pattern: RegExp): readonly string[] | null {
  return new Reader(pattern.source).alternatives();
}

type Words = readonly string[] | null;

/** A shorter text occurs nearly everywhere. */
const shortest = 3;

/** Reads a source from left to right. Whatever it does not know as a plain character requires nothing. */
class Reader {
  #at = 0;
  readonly #source: string;

  constructor(source: string) {
    this.#source = source;
  }

  /** Up to the end of the group. Each alternative must require something, because any of them can match. */
  alternatives(): Words {
    let words: Words = this.#sequence();
    while (this.#source[this.#at] === '|') {
      this.#at += 1;
      const more = this.#sequence();
      words = words === null || more === null ? null : [...words, ...more];
    }
    return words;
  }

  #sequence(): Words {
    let best: Words = null;
    let run = '';
    const endRun = (): void => {
      best = better(best, run.length < shortest ? null : [run.toLowerCase()]);
      run = '';
    };
    for (let next = this.#source[this.#at]; next !== undefined && !'|)'.includes(next); next = this.#source[this.#at]) {
      const literal = next === '(' ? null : this.#character(next);
      if (literal !== null) {
        const times = this.#quantifier();
        if (times !== 'none') run += literal;
        if (times !== 'once') endRun();
        continue;
      }
      endRun();
      const group = next === '(' ? this.#group() : null;
      if (this.#quantifier() !== 'none') best = better(best, group);
    }
    endRun();
    return best;
  }

  /** A plain character; null for a class or an assertion. */
  #character(first: string): string | null {
    this.#at += 1;
    if (first === '[') {
      while (this.#source[this.#at] !== ']') this.#at += this.#source[this.#at] === '\\' ? 2 : 1;
      this.#at += 1;
      return null;
    }
    if (first !== '\\') return '.^$'.includes(first) ? null : first;
    const escaped = this.#source[this.#at] ?? '';
    this.#at += 1;
    return /[A-Za-z0-9]/.test(escaped) ? null : escaped;
  }

  /** What a lookaround looks at lies outside of the match. */
  #group(): Words {
    const lead = /\((?:\?(?:<?[=!]|:|<\w+>))?/y;
    lead.lastIndex = this.#at;
    const opened = lead.exec(this.#source)?.[0] ?? '(';
    this.#at += opened.length;
    const words = this.alternatives();
    this.#at += 1;
    return /[=!]$/.test(opened) ? null : words;
  }

  /** `none`: what stands in front of it may be absent. */
  #quantifier(): 'none' | 'once' | 'often' {
    const next = this.#source[this.#at];
    if (next === undefined || !'?*+{'.includes(next)) return 'once';
    const absent = next === '?' || next === '*' || this.#source.startsWith('{0', this.#at);
    this.#at = next === '{' ? this.#source.indexOf('}', this.#at) + 1 : this.#at + 1;
    if (this.#source[this.#at] === '?') this.#at += 1;
    return absent ? 'none' : 'often';
  }
}

/** The one whose shortest text is longer, because it occurs less often. */
function better(one: Words, other: Words): Words {
  return lengthOf(other) > lengthOf(one) ? other : one;
}

function lengthOf(words: Words): number {
  return words === null ? 0 : Math.min(...words.map(({ length }) => length));
}
