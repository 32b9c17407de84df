/** What `--as` prints, run or compiled by the tool that it is for. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HandoverFormat } from '../../../src/domain/handover-formats.ts';
import type { Step } from '../../../src/domain/plan.ts';
import type { Handover } from '../../../src/render/handover/handover.ts';
import { handover } from '../../../src/render/handover/index.ts';
import { measure } from '../../repairs/matrix.ts';
import { type Subject, subjects } from '../../repairs/subjects.ts';
import { configurationIn, idsInFile } from '../../repairs/tenancy.ts';
import { dotnetEnv, dotnetProgram } from '../dotnet-program.ts';
import { attempt, type Call, type InteropTest } from '../interop-test.ts';
import { npmPackages, preparedFolder } from '../packages.ts';
import { installed, succeed } from '../program.ts';
import type { Sandbox, World } from '../sandbox.ts';
import type { Session } from '../session.ts';

const here = dirname(dirname(fileURLToPath(import.meta.url)));

interface Task extends Subject {
  readonly steps: readonly Step[];
}

/** Every repair that sends something, and upgrades in both directions, where nothing lags: the world is read at once. */
async function tasks(session: Session): Promise<readonly Task[]> {
  const found: Task[] = [];
  for (const subject of session.selected(subjects('consistency=strict'))) {
    const steps = await subject.plan();
    if (steps.length > 0) found.push({ ...subject, steps });
  }
  return found;
}

/** Runs a task against an emulator of its own. */
async function inSandbox(
  session: Session,
  { name, scenario }: Task,
  use: (sandbox: Sandbox) => Promise<string>,
): Promise<Call> {
  const call = await attempt(name, async () => {
    const sandbox = await session.startHere(scenario);
    try {
      return await use(sandbox);
    } finally {
      await sandbox.close();
    }
  });
  // There are many: what was done is seen also where the run is ended.
  console.error(`  ${call.ok ? 'ok' : 'FAILED'}  ${name}${call.ok ? '' : `: ${call.detail}`}`);
  return call;
}

/** As `--as` prints it. */
async function handOver(sandbox: Sandbox, { steps }: Task, as: HandoverFormat): Promise<Handover> {
  const { environmentUrl: url, tenantId, applicationId } = sandbox.config;
  const environment = { url, id: null, name: null };
  const application = { applicationId, name: null };
  return handover(as, {
    emulated: false,
    steps,
    target: { environment, component: null, application, tenantId },
    shell: { shell: 'bash', windows: false },
    credentialNames: namesOf(steps, await sandbox.world()),
    notes: [],
    doctor: null,
  });
}

/** Of the credentials that are there already, by the URL that changes them. */
function namesOf(steps: readonly Step[], { tenants }: World): ReadonlyMap<string, string> {
  const credentials = tenants.flatMap(({ applications }) =>
    applications.flatMap(({ federatedIdentityCredentials }) => federatedIdentityCredentials),
  );
  const nameIn = ({ request, undo }: Step) =>
    request.method === 'PUT' && undo?.method === 'PUT'
      ? /\/([^/?]+)\?/.exec(request.url)?.[1]
      : credentials.find(({ id }) => request.url.endsWith(`/${id}`))?.name;
  return new Map(
    steps.flatMap((step) => {
      const name = nameIn(step);
      return name === undefined ? [] : [[step.request.url, name] as const];
    }),
  );
}

/** The plan is carried out by another program, then its undo; the world must be as after `ppmi repair`, and as before. */
async function thereAndBack(
  session: Session,
  as: 'az' | 'powershell',
  send: (script: string, sandbox: Sandbox) => Promise<unknown>,
): Promise<readonly Call[]> {
  const calls: Call[] = [];
  for (const task of await tasks(session)) {
    const { scenario, steps } = task;
    calls.push(
      await inSandbox(session, task, async (sandbox) => {
        const expected = await measure(scenario, steps);
        if (typeof expected === 'string') throw new Error(expected);
        const known = idsInFile(await sandbox.world(), steps);
        const isAs = async (configuration: string) =>
          assert.ok(configurationIn(await sandbox.world(), known) === configuration, 'the world is another one');
        await isAs(expected.start);
        const { text, undo } = await handOver(sandbox, task, as);
        // What is waited for is tested elsewhere.
        await send(withoutWaits(text), sandbox);
        await isAs(expected.goal);
        await send(withoutWaits(undo), sandbox);
        await isAs(expected.start);
        return `${steps.length} requests and their undo`;
      }),
    );
  }
  return calls;
}

const withoutWaits = (script: string) => script.replaceAll(/^(sleep|Start-Sleep -Seconds) \d+$/gm, '$1 0');

export const handoverAz: InteropTest = {
  name: 'handover-az',
  about: 'Plans printed with --as az, run by bash and Azure CLI',
  async run(session) {
    const program = installed('az');
    const profile = mkdtempSync(join(session.scratch, 'az-'));
    const calls = await thereAndBack(session, 'az', async (script, sandbox) => {
      const env = sandbox.env({
        REQUESTS_CA_BUNDLE: sandbox.caFile,
        AZURE_CONFIG_DIR: profile,
        AZURE_CORE_COLLECT_TELEMETRY: 'no',
      });
      const { clientId, clientSecret, tenantId } = sandbox.config;
      const user = ['--service-principal', '-u', clientId, '-p', clientSecret, '-t', tenantId];
      // Every emulator signs tokens by a key of its own: the account is kept, the tokens and cached answers are not.
      for (const name of readdirSync(profile)) if (/^msal_/.test(name)) rmSync(join(profile, name));
      if (!existsSync(join(profile, 'azureProfile.json')))
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
    for (const task of await tasks(session)) {
      if (task.steps.some(({ request }) => request.system === 'graph')) continue;
      const declared = task.steps.filter(({ request }) => request.method === 'PUT').length;
      calls.push(
        await inSandbox(session, task, async (sandbox) => {
          const { text, undo } = await handOver(sandbox, task, 'bicep');
          const { resources } = await build(text);
          assert.equal(resources.length, declared);
          const back = await build(undo);
          return `${resources.length} resources, ${back.resources.length} in the undo`;
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
    for (const task of await tasks(session)) {
      const declared = task.steps.filter(
        ({ request: { system, method } }) => system !== 'dataverse' && method !== 'DELETE',
      );
      calls.push(
        await inSandbox(session, task, async (sandbox) => {
          const { text, undo } = await handOver(sandbox, task, 'terraform');
          const { resource = {} } = await parse(text);
          await parse(undo);
          const found = Object.values<object>(resource).flatMap((each) => Object.keys(each));
          const credentials = declared.filter(({ request: { url } }) => !url.endsWith('/servicePrincipals'));
          assert.equal(found.length, credentials.length);
          return `${found.length} resources`;
        }),
      );
    }
    return { version: '@cdktf/hcl2json 0.21.0', calls };
  },
};
