/** What a new check consists of. Everything compiles at once; the scenario fails until it injects the fault. */

export interface NewCheck {
  /** `trust/some-check`: path and name of the check. */
  readonly id: string;
  readonly finding: string;
  readonly code: string;
  /** Version of ppmi. */
  readonly since: string;
}

const sentence = (name: string): string => {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const argumentsRow = ({ finding }: NewCheck): string => `  '${finding}': { readonly record: Text };\n`;

export const catalogRow = ({ finding, code, since }: NewCheck): string => `  '${finding}': {
    code: '${code}',
    severity: 'error',
    since: '${since}',
    evidence: 'derived',
    title: '${sentence(finding)}',
    message: (args) => \`Record "\${args.record ?? 'unknown'}": TODO what is wrong, in one sentence.\`,
    cause: 'TODO how it comes about, and what it leads to.',
    fix: () => ['TODO what to do, with commands that run as printed.'],
    repair: 'none',
    see: [],
  },
`;

export const scenarioRow = ({ finding }: NewCheck): string => `  {
    id: '${finding}',
    title: '${sentence(finding)}',
    findings: ['${finding}'],
    repairable: false,
    // TODO the AADSTS code that the exchange fails with, or null if it succeeds.
    fails: null,
    inject() {
      // TODO inject the fault into the baseline.
    },
  },
`;

export const check = ({ id, finding }: NewCheck): string => `import { finding } from '../../../domain/findings.ts';
import { defineCheck, notApplicable } from '../../check.ts';
import { atRecord } from '../../where.ts';

export default defineCheck({
  id: '${id}',
  title: 'TODO the healthy state, such as "the record is active"',
  needs: ['identity'],
  emits: ['${finding}'],
  run({ identity: { record } }) {
    if (record === null) return notApplicable;
    // TODO compare facts; add those that it reads to \`needs\`.
    const broken = record.name === null;
    return broken ? [finding('${finding}', atRecord(record), { record: record.name })] : [];
  },
});
`;

export const unitTest = ({ id, finding }: NewCheck): string => `import { expect } from 'chai';
import check from '../../../../src/diagnosis/checks/${id}.ts';
import { withRecord } from '../../../facts.ts';
import { namesOf } from '../check-names.ts';

describe('${id}', () => {
  it('reports ${finding}', () => {
    // TODO the facts just outside the boundary.
    expect(namesOf(check, withRecord({ name: null }))).to.deep.equal(['${finding}']);
  });

  it('reports nothing just inside the boundary', () => {
    // TODO the facts just inside it.
    expect(namesOf(check, withRecord({}))).to.deep.equal([]);
  });
});
`;

export const pageBody =
  'TODO what a reader needs beyond the generated head: how to recognize it, what it was in practice.';
