import { expect } from 'chai';
import { jsonOf, runPpmi } from '../run-ppmi.ts';
import { validator } from '../schema.ts';

const doctor = async (...args: string[]) => {
  const ran = await runPpmi(['doctor', ...args]);
  return { ...ran, json: args.includes('--json') ? jsonOf(ran) : {} };
};

describe('ppmi doctor', () => {
  it('exits with 0 and says so if there are no problems', async () => {
    const { code, json } = await doctor('--emulate', 'healthy-v2-issued', '--json');
    expect(code).to.equal(0);
    expect(json).to.deep.include({ schema: 'ppmi.report/1', emulated: true, findings: [] });
  });

  it('exits with 1 for an error, and shows both values and the fix', async () => {
    const { code, json } = await doctor('--emulate', 'tenant-big-endian', '--json');
    expect(code).to.equal(1);
    const [finding] = json.findings as Record<string, unknown>[];
    expect(finding).to.deep.include({
      code: 'PPMI2004',
      name: 'tenant-big-endian',
      severity: 'error',
      repairable: true,
    });
    expect(finding?.expected).to.contain('/t/9_Rtmt5_VQrybrzMoT7pcg/');
    expect(finding?.actual).to.contain('/t/mm3093_eClXybrzMoT7pcg/');
    expect(finding?.fix).to.contain('ppmi repair --emulate tenant-big-endian');
  });

  it('exits 2 when a check could not run, names the permission, and still prints the report', async () => {
    const { code, json } = await doctor('--emulate', 'no-graph-permission', '--json');
    expect(code).to.equal(2);
    expect(json.findings).to.deep.equal([]);
    const blocked = (json.verdicts as Record<string, unknown>[]).filter(({ state }) => state === 'blocked');
    expect(blocked.map(({ permission }) => permission)).to.include('Application.Read.All (Microsoft Graph)');
  });

  it('names the network fault behind blocked checks in each verdict, and prints its code, owner and fix once', async () => {
    const doctor = ['doctor', '--emulate', 'proxy-auth-required'];
    const [asJson, asText] = await Promise.all([runPpmi([...doctor, '--json']), runPpmi(doctor)]);
    const verdicts = jsonOf(asJson).verdicts as readonly { finding: { code: string; owner: string } | null }[];
    const codes = verdicts.flatMap(({ finding }) => (finding === null ? [] : [`${finding.code} ${finding.owner}`]));
    expect(codes.length).to.be.greaterThan(1);
    expect(new Set(codes)).to.deep.equal(new Set(['PPMI4007 this-machine']));
    expect(asText.stdout.match(/PPMI4007/g)).to.have.length(1);
    expect(asText.stdout).to.match(/owner: this machine[\s\S]*PPMI_PROXY[\s\S]*next: ppmi connectivity --emulate/);
    expect([asJson.code, asText.code]).to.deep.equal([2, 2]);
  });

  it('exits 0 for a warning, 1 with --fail-on warning', async () => {
    expect((await doctor('--emulate', 'certificate-expires-soon')).code).to.equal(0);
    expect((await doctor('--emulate', 'certificate-expires-soon', '--fail-on', 'warning')).code).to.equal(1);
  });

  it('exits with 1 for a warning that causes an error, because the exchange fails', async () => {
    const { code, json } = await doctor('--emulate', 'record-subject-scope', '--json');
    expect(code).to.equal(1);
    expect(json.summary).to.include({ errors: 1, warnings: 0 });
    expect((await doctor('--emulate', 'record-subject-scope')).stdout).to.not.include('No errors found');
  });

  it('shows what was checked; every check with --verbose, one line with --quiet', async () => {
    const { json } = await doctor('--emulate', 'healthy-v2-issued', '--json');
    expect(json.target).to.deep.include({ cloud: 'public' });
    expect((json.target as { component: unknown }).component).to.deep.equal(json.component);
    expect(json.signedInAs).to.equal(null);
    const text = (await doctor('--emulate', 'healthy-v2-issued', '--verbose')).stdout;
    expect(text).to.match(/^Environment .*\n(.|\n)*^Component .*\n(.|\n)*^Checks$/m);
    const quiet = await doctor('--emulate', 'tenant-big-endian', '--quiet');
    expect(quiet.stdout.trim().split('\n')).to.have.length(1);
    expect(quiet.code).to.equal(1);
    expect(quiet.stdout).to.match(
      /^EMULATED x "Contoso\.Invoices\.Plugins": PPMI2004 \(1 error, \d+ checks passed\)\n$/,
    );
  });

  it('prints JSON that matches the published schema', async () => {
    const { json } = await doctor('--emulate', 'fic-on-other-app', '--json');
    const validate = validator('report.schema.json');
    expect(validate(json), JSON.stringify(validate.errors)).to.equal(true);
  });

  it('says in the text that the results are emulated', async () => {
    expect((await doctor('--emulate', 'fic-missing')).stdout).to.match(/^EMULATED/);
  });

  it('promises no plan for a value that is not verified', async () => {
    const { stdout } = await runPpmi(['doctor', '--emulate', 'fic-missing,content=issued-ev']);
    expect(stdout).to.contain('ppmi does not repair this here. Show why:');
    expect(stdout).not.to.contain('Show the plan');
    expect(stdout).not.to.contain('Plan a repair');
  });

  it('requires an environment', async () => {
    const { code, json } = await doctor('--json');
    expect(code).to.equal(2);
    expect(json.error).to.deep.include({ name: 'usage' });
  });

  it('lists the candidates if several components have the name', async () => {
    const { code, json } = await doctor('--emulate', 'healthy-v1-self-signed', '--component', 'No.Such', '--json');
    expect(code).to.equal(2);
    expect(json.error).to.deep.include({ name: 'component-not-found' });
  });

  it('prints the next command for the same target where no component has the name', async () => {
    const emulate = ['--emulate', 'healthy-v1-self-signed'];
    const missing = ['--component', 'No.Such', '--shell', 'bash'];
    const first = await runPpmi(['doctor', ...emulate, ...missing]);
    expect(first.stderr).to.contain('  ppmi identity list --emulate healthy-v1-self-signed\n');
    const environment = ['--environment', 'https://contoso-dev--example.crm4.dynamics.com'];
    const second = await runPpmi(['doctor', ...emulate, ...environment, ...missing]);
    expect(second.stderr).to.contain(
      `  ppmi identity list --emulate healthy-v1-self-signed ${environment.join(' ')}\n`,
    );
    expect(second.stderr).to.contain(`--url ${environment[1]}/api/data/v9.2/pluginassemblies `);
  });
});
