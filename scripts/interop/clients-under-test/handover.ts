/** What `--as` prints, run or compiled by the tool that it is for. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dotnetEnv, dotnetProgram } from '../dotnet-program.ts';
import { attempt, type Call, type InteropTest } from '../interop-test.ts';
import { npmPackages, preparedFolder } from '../packages.ts';
import { installed, succeed } from '../program.ts';
import type { Sandbox } from '../sandbox.ts';
import type { Session } from '../session.ts';

const here = dirname(dirname(fileURLToPath(import.meta.url)));

interface Plan {
  readonly name: string;
  readonly scenario: string;
  readonly line: readonly string[];
}

/** Credentials of applications and managed identities, bindings, records; created, changed, deleted. */
const plans: readonly Plan[] = [
  { name: 'a changed credential', scenario: 'tenant-big-endian', line: ['repair'] },
  { name: 'a changed credential of a managed identity', scenario: 'tenant-big-endian,kind=uami', line: ['repair'] },
  { name: 'a new credential', scenario: 'fic-missing', line: ['repair'] },
  { name: 'a new credential of a managed identity', scenario: 'fic-missing,kind=uami', line: ['repair'] },
  { name: 'a binding', scenario: 'binding-missing', line: ['repair'] },
  { name: 'an upgrade', scenario: 'version-0-deprecated', line: ['identity', 'upgrade', '--to', '2', '--wait', '0'] },
];

interface HandedOver {
  readonly text: string;
  readonly undo: string;
}

const signedIn = ({ config }: Sandbox) => [
  ...['--environment', config.environmentUrl, '--sign-in', 'client-secret'],
  ...['--sign-in-client-id', config.clientId, '--sign-in-tenant', config.tenantId],
];

const ppmiEnv = (sandbox: Sandbox) =>
  sandbox.env({ PPMI_CA_FILE: sandbox.caFile, PPMI_CLIENT_SECRET: sandbox.config.clientSecret });

async function handOver(session: Session, sandbox: Sandbox, line: readonly string[], as: string): Promise<HandedOver> {
  const args = [...line, ...signedIn(sandbox), '--as', as, '--shell', 'bash', '--json'];
  const { code, stdout, stderr } = await session.ppmi(args, { env: ppmiEnv(sandbox) });
  assert.equal(code, 0, stdout + stderr);
  return JSON.parse(stdout);
}

/** Nothing is planned any more, although a repair planned something before. */
async function isDone(session: Session, sandbox: Sandbox, line: readonly string[]): Promise<boolean> {
  const args = [...line, ...signedIn(sandbox), '--dry-run', '--json'];
  const { stdout } = await session.ppmi(args, { env: ppmiEnv(sandbox) });
  return JSON.parse(stdout).plan.length === 0;
}

/** The plan is carried out by another program, then its undo, and ppmi reads the result of both. */
async function thereAndBack(
  session: Session,
  as: string,
  send: (script: string, sandbox: Sandbox) => Promise<unknown>,
): Promise<readonly Call[]> {
  const calls: Call[] = [];
  for (const { name, scenario, line } of plans) {
    const sandbox = await session.start(scenario);
    calls.push(
      await attempt(`${name}: plan and undo`, async () => {
        const { text, undo } = await handOver(session, sandbox, line, as);
        assert.equal(await isDone(session, sandbox, line), false);
        await send(text, sandbox);
        assert.equal(await isDone(session, sandbox, line), true);
        await send(undo, sandbox);
        assert.equal(await isDone(session, sandbox, line), false);
        return `${text.split('\n').length} lines`;
      }),
    );
  }
  return calls;
}

export const handoverAz: InteropTest = {
  name: 'handover-az',
  about: 'Plans printed with --as az, run by bash and Azure CLI',
  async run(session) {
    const program = installed('az');
    const calls = await thereAndBack(session, 'az', async (script, sandbox) => {
      const env = sandbox.env({
        REQUESTS_CA_BUNDLE: sandbox.caFile,
        AZURE_CONFIG_DIR: mkdtempSync(join(session.scratch, 'az-')),
        AZURE_CORE_COLLECT_TELEMETRY: 'no',
      });
      const { clientId, clientSecret, tenantId } = sandbox.config;
      const user = ['--service-principal', '-u', clientId, '-p', clientSecret, '-t', tenantId];
      await succeed(program, ['login', ...user, '--allow-no-subscriptions'], { env });
      await succeed('bash', ['-c', script], { env });
    });
    const { 'azure-cli': version } = JSON.parse(await succeed(program, ['version', '--output', 'json']));
    return { version: `azure-cli ${version}`, calls };
  },
};

export const handoverPowerShell: InteropTest = {
  name: 'handover-powershell',
  about: 'Plans printed with --as powershell, run by PowerShell with a module that stands in for Az.Accounts',
  async run(session) {
    const { dll } = await dotnetProgram(session.cache, 'pwsh');
    const pwsh = join(dirname(dll), 'pwsh');
    const calls = await thereAndBack(session, 'powershell', async (script, sandbox) => {
      const { tenantId, clientId, clientSecret } = sandbox.config;
      const env = sandbox.env({
        SSL_CERT_FILE: sandbox.caFile,
        PSModulePath: join(here, 'powershell'),
        INTEROP_TENANT_ID: tenantId,
        INTEROP_CLIENT_ID: clientId,
        INTEROP_CLIENT_SECRET: clientSecret,
        POWERSHELL_TELEMETRY_OPTOUT: '1',
      });
      const file = join(mkdtempSync(join(session.scratch, 'pwsh-')), 'plan.ps1');
      writeFileSync(file, `Import-Module Az.Accounts\n${script}`);
      await succeed(pwsh, ['-NoProfile', '-File', file], { env });
    });
    const version = await succeed(pwsh, ['-NoProfile', '-Command', '"$($PSVersionTable.PSVersion)"']);
    return { version: `PowerShell ${version.trim()}`, calls };
  },
};

const bicepPackage = 'Azure.Bicep.CommandLine.linux-x64';
const bicepVersion = '0.49.2';
const bicepProject = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="${bicepPackage}" Version="${bicepVersion}" />
  </ItemGroup>
</Project>
`;

/** The Graph extension is in a container registry, not in a package registry: only ARM resources are compiled here. */
export const handoverBicep: InteropTest = {
  name: 'handover-bicep',
  about: 'Plans printed with --as bicep for managed identities, compiled by the Bicep CLI',
  async run(session) {
    const env = dotnetEnv(session.cache);
    const folder = await preparedFolder(join(session.cache, 'bicep'), { 'bicep.csproj': bicepProject }, (cwd) =>
      succeed(installed('dotnet'), ['restore', '--verbosity', 'quiet'], { cwd, env }),
    );
    const packages = env.NUGET_PACKAGES ?? join(folder, 'packages');
    const bicep = join(packages, bicepPackage.toLowerCase(), bicepVersion, 'tools', 'bicep');
    const build = async (text: string) => {
      const file = join(mkdtempSync(join(session.scratch, 'bicep-')), 'main.bicep');
      writeFileSync(file, text);
      const options = { env: { ...env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } };
      return JSON.parse(await succeed(bicep, ['build', file, '--stdout'], options));
    };
    const calls: Call[] = [];
    for (const { name, scenario, line } of plans.filter(({ scenario }) => scenario.includes('kind=uami'))) {
      const sandbox = await session.start(scenario);
      calls.push(
        await attempt(name, async () => {
          const { text, undo } = await handOver(session, sandbox, line, 'bicep');
          const { resources } = await build(text);
          assert.equal(resources.length, 1);
          await build(undo);
          return `${resources[0].type} ${resources[0].name}`;
        }),
      );
    }
    return { version: `Bicep ${bicepVersion}`, calls };
  },
};

export const handoverTerraform: InteropTest = {
  name: 'handover-terraform',
  about: 'Plans printed with --as terraform, parsed by HashiCorp’s HCL library (@cdktf/hcl2json)',
  async run(session) {
    const versions = { '@cdktf/hcl2json': '0.21.0' };
    const folder = await npmPackages(session.cache, 'hcl2json', versions);
    const program = join(folder, 'parse.mjs');
    writeFileSync(
      program,
      `import { readFileSync } from 'node:fs';
import hcl from '@cdktf/hcl2json';
console.log(JSON.stringify(await hcl.parse('main.tf', readFileSync(process.argv[2], 'utf8'))));
`,
    );
    const parse = async (text: string) => {
      const file = join(mkdtempSync(join(session.scratch, 'tf-')), 'main.tf');
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return JSON.parse(await succeed(process.execPath, [program, file], { cwd: folder }));
    };
    const calls: Call[] = [];
    for (const { name, scenario, line } of plans) {
      const sandbox = await session.start(scenario);
      calls.push(
        await attempt(name, async () => {
          const { text, undo } = await handOver(session, sandbox, line, 'terraform');
          const parsed = await parse(text);
          await parse(undo);
          const types = Object.keys(parsed.resource ?? {});
          assert.equal(types.length, scenario === 'binding-missing' ? 0 : 1);
          return types.join(', ') || 'comments only';
        }),
      );
    }
    return { version: '@cdktf/hcl2json 0.21.0', calls };
  },
};
