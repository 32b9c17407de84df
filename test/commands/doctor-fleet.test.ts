import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { FleetJson } from '../../src/render/json/fleet.ts';
import type { ReportJson } from '../../src/render/json/report.ts';
import { jsonOf, type Ran, runPpmi } from '../run-ppmi.ts';
import { validator } from '../schema.ts';

const environment = 'https://contoso-dev--example.crm4.dynamics.com';
const world = (scenario: string) => ['doctor', '--emulate', scenario];

function linesOf({ stdout }: Ran): { reports: ReportJson[]; fleet: FleetJson } {
  const values = stdout
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as ReportJson | FleetJson);
  const fleet = values.at(-1) as FleetJson;
  expect(fleet.schema).to.equal('ppmi.fleet/1');
  return { reports: values.slice(0, -1) as ReportJson[], fleet };
}

const names = (reports: readonly ReportJson[]) => reports.map(({ component }) => component?.name).sort();

describe('ppmi doctor for many components', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ppmi-fleet-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const file = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  it('--all --json returns every report and the counts, as in the published schemas', async () => {
    const ran = await runPpmi([...world('fic-missing,components=4'), '--all', '--json']);
    expect(ran.code).to.equal(1);
    const validate = validator('fleet.schema.json');
    expect(validate(jsonOf(ran)), JSON.stringify(validate.errors)).to.equal(true);
    const fleet = jsonOf(ran) as unknown as FleetJson;
    expect(fleet.reports).to.have.length(4);
    expect(fleet.summary).to.deep.include({ environments: 1, components: 4, failed: 4, healthy: 0 });
    expect(fleet.findings).to.deep.include({
      code: 'PPMI2001',
      name: 'fic-missing',
      severity: 'error',
      title: 'No federated credential trusts this plug-in',
      components: 4,
    });
  });

  it('prints a command that runs as printed for the full report of a component with an error', async () => {
    const ran = await runPpmi([...world('fic-missing,components=2'), '--all', '--shell', 'bash']);
    const [, line = ''] = /^ {2}ppmi (doctor .*)$/m.exec(ran.stdout) ?? [];
    expect(line).to.contain('--emulate').and.not.contain('--all');
    const one = await runPpmi([...line.replaceAll("'", '').split(' '), '--json']);
    expect((jsonOf(one) as unknown as ReportJson).findings.map(({ name }) => name)).to.deep.equal(['fic-missing']);
  });

  it('--ndjson prints one line per component and a summary as the last line', async () => {
    const ran = await runPpmi([...world('healthy-v1-self-signed,components=5'), '--all', '--ndjson']);
    expect(ran.code).to.equal(0);
    const { reports, fleet } = linesOf(ran);
    expect(new Set(names(reports))).to.have.property('size', 5);
    const validate = validator('report.schema.json');
    for (const report of reports) expect(validate(report), JSON.stringify(validate.errors)).to.equal(true);
    expect(fleet.summary).to.deep.include({ components: 5, healthy: 5 });
    expect(ran.stderr).to.contain('5 components in 1 environment: 5 healthy.');
  });

  it('diagnoses every component if none is named, and only one if only one has an identity', async () => {
    const several = await runPpmi([...world('healthy-v1-self-signed,components=2'), '--environment', environment]);
    expect(several.stdout).to.contain('2 components in 1 environment: 2 healthy.');
    const one = await runPpmi([...world('healthy-v1-self-signed'), '--environment', environment, '--json']);
    expect(jsonOf(one)).to.deep.include({ schema: 'ppmi.report/1' });
  });

  it('--shard splits the components into complete parts, and merge combines them', async () => {
    const parts = await Promise.all(
      [1, 2, 3].map((part) =>
        runPpmi([...world('fic-missing,components=9'), '--all', '--ndjson', '--shard', `${part}/3`]),
      ),
    );
    const found = parts.map((part) => names(linesOf(part).reports));
    expect(new Set(found.flat()).size).to.equal(9);
    expect(found.flat()).to.have.length(9);
    const files = await Promise.all(parts.map(({ stdout }, index) => file(`part-${index}.ndjson`, stdout)));
    const merged = await runPpmi(['report', 'merge', ...files, '--json']);
    expect(merged.code).to.equal(1);
    const validate = validator('fleet.schema.json');
    expect(validate(jsonOf(merged)), JSON.stringify(validate.errors)).to.equal(true);
    expect(jsonOf(merged).summary).to.deep.include({ components: 9, failed: 9 });
  });

  it('--resume skips finished components, repeats interrupted ones, and counts both', async () => {
    const whole = linesOf(await runPpmi([...world('healthy-v1-self-signed,components=4'), '--all', '--ndjson']));
    const [first, second, third] = whole.reports.map((report) => JSON.stringify(report));
    const cutOff = second
      ?.replaceAll('"state":"passed"', '"state":"blocked"')
      .replaceAll('"reason":null', '"reason":"cut-off"');
    const written = await file('resumed.ndjson', `${first}\n${cutOff}\n${third?.slice(0, 200)}`);
    const ran = await runPpmi([
      ...world('healthy-v1-self-signed,components=4'),
      '--all',
      '--ndjson',
      '--resume',
      written,
    ]);
    const { reports, fleet } = linesOf(ran);
    expect(ran.stdout).to.match(/^\n/, 'what is appended begins on a line of its own');
    expect(names(reports)).to.deep.equal(names(whole.reports.slice(1)));
    expect(fleet.summary).to.deep.include({ components: 4, healthy: 4 });
  });

  it('--environments-file diagnoses each environment once and reports a mistake before the first request', async () => {
    const list = await file('environments.txt', `# ours\n${environment}\n\n${environment}/\n`);
    const ran = await runPpmi([
      ...world('healthy-v1-self-signed,components=2'),
      '--environments-file',
      list,
      '--ndjson',
    ]);
    expect(linesOf(ran).fleet.summary).to.deep.include({ environments: 1, components: 2, healthy: 2 });
    const wrong = await file('wrong.txt', `${environment}\nhttps://contoso.example.org\n`);
    const refused = await runPpmi([...world('healthy-v1-self-signed'), '--environments-file', wrong, '--json']);
    expect(jsonOf(refused).error).to.deep.include({ name: 'cloud-unknown' });
  });

  it('counts an environment whose components cannot be listed as not fully checked', async () => {
    const ran = await runPpmi([...world('no-dataverse-access'), '--all', '--json']);
    const fleet = jsonOf(ran) as unknown as FleetJson;
    expect(ran.code).to.equal(2);
    expect(fleet.summary).to.deep.include({ components: 0, incomplete: 1, healthy: 0 });
  });

  it('exits with 130 after an interrupt, with complete lines and a summary that says so', async () => {
    const args = [...world('healthy-v1-self-signed,components=400'), '--all', '--ndjson'];
    const child = spawn(process.execPath, [fileURLToPath(new URL('../../bin/run.js', import.meta.url)), ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      if (stdout.includes('\n') && !child.killed) child.kill('SIGINT');
    });
    const [code] = await once(child, 'close');
    expect(code).to.equal(130);
    const { reports, fleet } = linesOf({ code, stdout, stderr: '' });
    expect(fleet.interrupted).to.equal(true);
    expect(reports.length).to.be.within(1, 399);
    expect(fleet.summary.components).to.equal(reports.length);
  });

  for (const [flags, said] of [
    [['--all', '--component', 'X'], '--component'],
    [['--all', '--ndjson'], '--ndjson'],
    [['--shard', '9/8'], '--shard'],
  ] as const) {
    it(`refuses ${flags.join(' ')} with --json`, async () => {
      const ran = await runPpmi([...world('healthy-v1-self-signed'), ...flags, '--json']);
      expect(ran.code).to.equal(2);
      expect(JSON.stringify(jsonOf(ran).error)).to.contain(said);
    });
  }
});

describe('ppmi report merge', () => {
  it('rejects a file without a report and a missing file', async () => {
    for (const file of [new URL('../../package.json', import.meta.url).pathname, '/nonexistent/report.ndjson']) {
      const ran = await runPpmi(['report', 'merge', file, '--json']);
      expect(ran.code).to.equal(2);
      expect((jsonOf(ran).error as { name: string }).name).to.match(/^file-/);
    }
  });

  it('counts damaged lines and then does not exit with 0', async () => {
    const one = await runPpmi(['doctor', '--emulate', 'healthy-v1-self-signed', '--json']);
    const merged = await runPpmi(['report', 'merge', '-', '--json'], { input: `${one.stdout}{"schema":"ppmi.rep` });
    expect(merged.code).to.equal(2);
    expect(jsonOf(merged)).to.deep.include({ damagedLines: 1 });
    expect(jsonOf(merged).summary).to.deep.include({ components: 1, healthy: 1 });
  });
});
