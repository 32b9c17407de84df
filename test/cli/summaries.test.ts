/** How help texts are written: imperative, capitalized, one sentence without a full stop. */
import { readFileSync } from 'node:fs';
import { expect } from 'chai';

interface Described {
  readonly summary?: string;
  readonly description?: string;
  readonly hidden?: boolean;
}

interface Manifest {
  readonly commands: Readonly<
    Record<
      string,
      Described & {
        readonly flags: Readonly<Record<string, Described>>;
        readonly args: Readonly<Record<string, Described>>;
      }
    >
  >;
}

const { commands }: Manifest = JSON.parse(readFileSync('oclif.manifest.json', 'utf8'));

/** Flags are printed sorted, so a summary must not refer to another one by its position. */
const leaning = /^(its|the same|likewise|ditto)\b|\bthe same, but\b|\babove\b|\bbelow\b/i;

function expectSummary(text: string | undefined, where: string): void {
  expect(text, where).to.match(/^[A-Z@"]/);
  expect(text, where).to.not.match(/\.$/);
  expect(text, where).to.not.match(leaning);
}

describe('summaries', () => {
  for (const [id, command] of Object.entries(commands)) {
    it(id.replaceAll(':', ' '), () => {
      expectSummary(command.summary, id);
      for (const [name, flag] of Object.entries(command.flags)) expectSummary(flag.summary, `--${name}`);
      for (const [name, arg] of Object.entries(command.args)) expectSummary(arg.description, name);
    });
  }
});
