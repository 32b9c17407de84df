/** Invented ids and times for a template, the same in every run. */
import type { Content } from './encode.ts';

/** Mulberry32: small, and good enough to vary test data. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function contentOf(template: { readonly code: number; readonly message: string }, seed: number): Content {
  const random = randomFrom(seed + 1);
  const digit = (): string => Math.floor(random() * 16).toString(16);
  const guid = (end: string): string => `${'xxxxxxxx-xxxx-4xxx-9xxx-xxxxxxxxxx'.replace(/x/g, digit)}${end}`;
  const two = (below: number): string => String(Math.floor(random() * below)).padStart(2, '0');
  return {
    code: template.code,
    message: template.message,
    traceId: guid(random() < 0.8 ? '00' : 'c7'),
    correlationId: random() < 0.1 ? guid('ee').toUpperCase() : guid('5d'),
    time: `2026-0${1 + Math.floor(random() * 9)}-1${Math.floor(random() * 10)} ${two(24)}:${two(60)}:${two(60)}Z`,
    random,
  };
}
