import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { handoverFormats } from '../../src/domain/handover-formats.ts';
import { jsonOf, runPpmi } from '../run-ppmi.ts';
import { validator } from '../schema.ts';

const repair = (...args: string[]) => runPpmi(['repair', '--emulate', 'tenant-big-endian', ...args]);

describe('ppmi repair --as', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'ppmi-handover-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const format of handoverFormats) {
    it(`prints the plan as ${format} and nothing else`, async () => {
      const ran = await repair('--as', format);
      expect(ran).to.include({ code: 0, stderr: '' });
      expect(ran.stdout).to.match(/^(#|\/\/) EMULATED: Plan of ppmi/);
      expect(ran.stdout).to.contain('/eid1/c/pub/t/');
    });
  }

  it('returns text and undo separately as JSON', async () => {
    const ran = await repair('--as', 'az', '--json');
    const json = jsonOf(ran);
    const validate = validator('handover.schema.json');
    expect(validate(json), JSON.stringify(validate.errors)).to.equal(true);
    expect(json).to.deep.include({ as: 'az', emulated: true, output: null });
    expect(json.text).to.match(/az rest --method patch /);
    expect(json.undo).to.match(/az rest --method patch /);
    expect(json.text).not.to.equal(json.undo);
  });

  it('writes a new file and never overwrites an existing one', async () => {
    const file = join(folder, 'plan.sh');
    const first = await repair('--as', 'az', '--output', file);
    expect(first.code).to.equal(0);
    expect(readFileSync(file, 'utf8')).to.contain('az rest');
    const second = await repair('--as', 'az', '--output', file, '--json');
    expect(second.code).to.equal(2);
    expect(jsonOf(second).error).to.deep.include({ name: 'file-unwritable' });
  });

  it('rejects flags that apply the plan or have no effect', async () => {
    for (const flags of [
      ['--as', 'az', '--yes'],
      ['--as', 'az', '--dry-run'],
      ['--output', join(folder, 'x')],
      ['--as', 'sh'],
    ]) {
      expect((await repair(...flags)).code, flags.join(' ')).to.equal(2);
    }
    expect(existsSync(join(folder, 'x'))).to.equal(false);
  });

  it('H2: grants nothing to another tenant unless that tenant is named, and signs in to the tenant that changes', async () => {
    const foreign = (...args: string[]) => runPpmi(['repair', '--emulate', 'environment-of-other-tenant', ...args]);
    const report = await runPpmi(['doctor', '--emulate', 'environment-of-other-tenant', '--json']);
    const [{ expected, actual }] = JSON.parse(report.stdout).findings;
    for (const format of handoverFormats) {
      const refused = await foreign('--as', format, '--json');
      expect(refused.code).to.equal(2);
      expect(jsonOf(refused).error).to.deep.include({ name: 'foreign-tenant' });
      const wrong = await foreign('--as', format, '--foreign-tenant', expected, '--json');
      expect(jsonOf(wrong).error).to.deep.include({ name: 'foreign-tenant' });
      const named = await foreign('--as', format, '--foreign-tenant', actual, '--json');
      expect(named.code).to.equal(0);
      expect(jsonOf(named).text).to.contain(`/${actual}/`);
    }
    const script = await foreign('--as', 'az', '--foreign-tenant', actual);
    expect(script.stdout).to.contain(`az login --tenant ${expected} `);
  });

  it('reports remaining problems without a step by its exit code', async () => {
    expect((await runPpmi(['repair', '--emulate', 'assembly-unsigned', '--as', 'az'])).code).to.equal(1);
    expect((await runPpmi(['repair', '--emulate', 'healthy-v2-issued', '--as', 'az'])).code).to.equal(0);
  });
});
