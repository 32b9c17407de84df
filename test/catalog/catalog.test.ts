import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { errorText } from '../../src/catalog/error-text.ts';
import { messageOf } from '../../src/catalog/finding.ts';
import { entries, entryByCode, entryByName, errorEntry, isFindingName, nearestCode } from '../../src/catalog/index.ts';
import { createPrinter } from '../../src/catalog/printer.ts';
import { type ErrorName, errorNames, PpmiError } from '../../src/domain/errors.ts';
import { type MistakeName, mistakeNames, mistakeRepairs } from '../../src/domain/trust/mistakes/mistakes.ts';

import { unknownFinding } from '../findings.ts';
import { bash, unknown } from '../shell.ts';

const print = createPrinter(unknown);
const goldenFile = new URL('codes.golden.json', import.meta.url);

describe('catalog', () => {
  it('never changes a code or uses it twice', () => {
    const golden = JSON.parse(readFileSync(goldenFile, 'utf8')) as Record<string, string>;
    const now = Object.fromEntries(entries.map(({ code, name }) => [code, name]));
    expect(Object.keys(now)).to.have.lengthOf(entries.length);
    for (const [code, name] of Object.entries(golden)) expect(now[code], code).to.equal(name);
    const added = Object.keys(now).filter((code) => !(code in golden));
    if (process.env.UPDATE_GOLDEN) writeFileSync(goldenFile, `${JSON.stringify({ ...golden, ...now }, null, 2)}\n`);
    else expect(added, 'new codes: run the test once with UPDATE_GOLDEN=1 and commit the list').to.deep.equal([]);
  });

  it('has a code for every error of ppmi', () => {
    for (const name of errorNames) expect(errorEntry(name).code, name).to.match(/^PPMI9\d{3}$/);
  });

  it('allows the same repairs as the mistake engine', () => {
    const kinds = (name: MistakeName) => [name, entryByName(name).repair];
    expect(mistakeNames.map(kinds)).to.deep.equal(mistakeNames.map((name) => [name, mistakeRepairs[name]]));
  });

  for (const entry of entries) {
    describe(`${entry.code} ${entry.name}`, () => {
      const message =
        isFindingName(entry.name) && !entry.code.startsWith('PPMI9')
          ? messageOf(unknownFinding(entry.name))
          : errorText(new PpmiError(entry.name as ErrorName), bash).message;
      const fix = entry.fix({}, print);
      const texts = [entry.title, message, entry.cause, ...fix, ...(entry.verify?.(print) ?? [])];

      it('reads well without any argument', () => {
        for (const text of texts) expect(text.trim()).to.match(/^[^‘’“”]+$/);
        for (const text of [message, ...fix]) {
          expect(text).to.not.match(/undefined|\bnull\b|NaN|\[object|""|\s[.,;:](\s|$)|\.\.(\s|$)/);
        }
        expect(message).to.match(/^([^a-z\s]|graph\.microsoft\.com ).*[.?]$/s);
        expect(entry.title).to.match(/[^.]$/);
        expect(fix).to.not.deep.equal([]);
      });

      it('is short enough to read under pressure', () => {
        expect(entry.title.length, 'fits a line of 80 columns').to.be.at.most(65);
        expect(message.length).to.be.at.most(260);
        expect(entry.cause.length).to.be.at.most(420);
      });

      it('does not apologize, cheer or plead', () => {
        for (const text of texts)
          expect(text).to.not.match(/\b(please|sorry|oops|unfortunately|great|simply)\b|!(?=\s|$)/i);
      });
    });
  }

  it('explains how to verify every mistake of a trust without ppmi', () => {
    for (const name of mistakeNames) expect(entryByName(name).verify?.(print), name).to.not.be.empty;
  });
});

describe('looking up a code', () => {
  it('accepts a code in any case, with or without its prefix, and a name', () => {
    for (const spelling of ['PPMI2004', 'ppmi2004', ' 2004 ', 'tenant-big-endian', 'Tenant-Big-Endian']) {
      expect(entryByCode(spelling)?.code, spelling).to.equal('PPMI2004');
    }
  });

  it('returns nothing for an unknown code, and suggests the nearest', () => {
    expect(entryByCode('PPMI2999')).to.equal(null);
    expect(nearestCode('tenant-bigendian')).to.equal('tenant-big-endian');
    expect(nearestCode('PPMI20O4')).to.equal('PPMI2004');
    expect(nearestCode('something else altogether')).to.equal(null);
  });

  it('prefers the finding where an error has the same name', () => {
    expect(entryByName('throttled').code).to.equal('PPMI4013');
    expect(errorEntry('throttled').code).to.equal('PPMI9018');
  });
});

describe('the text of an error', () => {
  it('inserts the arguments into the message and prints one step per line', () => {
    const error = new PpmiError('component-ambiguous', {
      component: 'Orders',
      candidates: ['assembly 1', 'package 2'],
    });
    expect(errorText(error, bash)).to.deep.equal({
      code: 'PPMI9012',
      name: 'component-ambiguous',
      title: 'Several components match',
      cause: 'An assembly and a package often have the same name, and so do versions of one assembly.',
      message: '"Orders" is the name of several components: assembly 1, package 2.',
      fix: 'Select one by its ID or its type:\n  --component <id>\n  --component-type assembly|package',
      finding: null,
    });
  });
});
