/**
 * All mutants of a file in one text, each behind a switch: `a < b` becomes `(mutant(7) ? (a <= b) : (a < b))`. So the
 * sources are translated and loaded once, and not once for each mutant.
 */
import type { Mutant, Site } from './mutants.ts';

/** The global function that every switch calls; true for the mutant that is on. */
export const switchName = 'mutant$';

interface Numbered {
  readonly number: number;
  readonly mutant: Mutant;
}

interface Switched extends Site {
  readonly mutants: Numbered[];
  readonly inner: Switched[];
}

/** @param first number of the first mutant; the others follow in their order */
export function withSwitches(text: string, mutants: readonly Mutant[], first: number): string {
  const whole: Switched = { start: 0, end: text.length, statement: false, mutants: [], inner: [] };
  const numbered = mutants.map((mutant, index) => ({ number: first + index, mutant }));
  // The outer ones first: each site then finds the one around it.
  numbered.sort(({ mutant: { site: a } }, { mutant: { site: b } }) => a.start - b.start || b.end - a.end);
  for (const each of numbered) place(whole, each);
  return original(text, whole);
}

function place(around: Switched, each: Numbered): void {
  const { site } = each.mutant;
  const last = around.inner.at(-1);
  if (last !== undefined && site.start < last.end) {
    if (site.start === last.start && site.end === last.end) last.mutants.push(each);
    else place(last, each);
  } else {
    around.inner.push({ ...site, mutants: [each], inner: [] });
  }
}

function original(text: string, { start, end, inner }: Switched): string {
  let code = '';
  let done = start;
  for (const site of inner) {
    code += text.slice(done, site.start) + switched(text, site);
    done = site.end;
  }
  return code + text.slice(done, end);
}

function switched(text: string, site: Switched): string {
  if (site.statement) return `{ if (!${switchName}(${site.mutants[0]?.number})) ${original(text, site)} }`;
  const changed = site.mutants.map(({ number, mutant: { start, end, replacement } }) => {
    const code = text.slice(site.start, start) + replacement + text.slice(end, site.end);
    return `${switchName}(${number}) ? (${code}) : `;
  });
  return `(${changed.join('')}(${original(text, site)}))`;
}
