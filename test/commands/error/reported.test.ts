/** Texts as they were reported, with every identifier invented; the right answer of each. */
import { expect } from 'chai';
import { expectSchema } from '../../cli/closed-schema.ts';
import { jsonOf, runPpmi } from '../../run-ppmi.ts';

interface Configured {
  readonly equal: boolean | null;
  readonly differences: readonly string[];
  readonly parts: readonly { readonly part: string; readonly equal: boolean | null }[];
  readonly warning: string | null;
}

interface Entry {
  readonly code: number | string | null;
  readonly message: string;
  readonly fix: string;
  readonly cause: string;
  readonly tenant: string | null;
  readonly clientId: string | null;
  readonly workload: string | null;
  readonly remarks: readonly string[];
  readonly subjectParts: readonly { readonly name: string; readonly value: string }[];
  readonly presented: { readonly audience: string | null };
  readonly configured: Configured | null;
  readonly [key: string]: unknown;
}

async function decode(name: string, ...flags: readonly string[]) {
  const args = ['error', 'decode', `test/fixtures/entra-errors/${name}.txt`, ...flags];
  const [ran, shown] = await Promise.all([runPpmi([...args, '--json']), runPpmi(args)]);
  const json = jsonOf(ran);
  expectSchema('error-decode', json);
  expect(ran.code).to.equal(0);
  const [error] = json.errors as readonly Entry[];
  const [platform] = json.platform as readonly Entry[];
  return { error, platform, text: shown.stdout };
}

const aboutPlugIns = /ppmi (?:doctor|repair|subject)|organization ID in place|byte order|IManagedIdentityService/i;

describe('reported errors', () => {
  it('of GitHub Actions: names the workload and compares its subject with the configuration', async () => {
    const subject = 'repo:acme-org@123456789/acme-application@987654321:environment:production';
    const { error, text } = await decode('github-environment', '--actual-subject', subject);
    expect(error).to.include({ code: 700213, workload: 'github-actions' });
    expect(error?.subjectParts).to.deep.include({ name: 'environment', value: 'production' });
    expect(error?.configured).to.include({ equal: false });
    expect(error?.configured?.differences.join()).to.match(/immutable IDs.*without them.*subject claim/);
    expect(text).to.not.match(aboutPlugIns);
  });

  it('of AKS: the tenant from the token URL', async () => {
    const { error, text } = await decode('aks-token-url');
    expect(error).to.include({ workload: 'kubernetes', tenant: 'b402d722-c5a9-4b1d-800d-86b624b91d4d' });
    expect(error?.cause).to.match(/final slash.*namespace/);
    expect(text).to.not.match(aboutPlugIns);
  });

  it('of AKS: the sentence of the service, not the frame of the library', async () => {
    const { error } = await decode('aks-library-frame');
    expect(error?.message).to.match(/^No matching federated identity record found for presented assertion issuer 'h/);
    expect(error?.message).to.contain('against the presented assertion.');
    expect(error?.workload).to.equal('kubernetes');
  });

  it('of pac in a pipeline: its own trust', async () => {
    const { platform, text } = await decode('pac-pipeline');
    expect(platform).to.include({ name: 'pipeline-credential' });
    expect(platform?.message).to.match(/Issuer field.*Subject Identifier field should be set to \[\*\*\*\]\.$/);
    expect(text).to.contain("not the plug-in's").and.contain('Service connections');
  });

  it('of TLS in Node.js: names the host and the command that tests it', async () => {
    const { platform } = await decode('pac-tls');
    const host = '1a2b3c4d5e6f708192a3b4c5d6e7f8.03.environment.api.powerplatform.com';
    expect(platform).to.include({ name: 'tls-intercepted-untrusted', code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', host });
    expect(platform?.fix).to.contain(`ppmi connectivity --endpoint ${host}`).and.contain('NODE_EXTRA_CA_CERTS');
  });

  it('of Dataverse: access restricted for an application', async () => {
    const { platform } = await decode('dataverse-restricted');
    const clientId = 'dc415a81-cf27-4ff0-8efd-2ddc6d835da4';
    expect(platform).to.include({ name: 'dataverse-application-restricted', code: '0x80095ffc', clientId });
    expect(platform?.fix).to.contain(clientId).and.contain('administrator');
  });

  it('of a key vault: role, identity and scope filled in', async () => {
    const { platform } = await decode('vault-role');
    expect(platform).to.include({
      name: 'vault-no-role',
      message: 'Caller is not authorized to perform action on resource.',
      clientId: '189f1ac0-366b-4d51-9639-ca52c6f9dd95',
      objectId: 'a07150ab-6c8a-4f7d-8d8d-8b2c69bedd2c',
      resource: 'test-adatum-kv-1011',
      action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
    });
    expect(platform?.fix).to.contain('Key Vault Secrets User').and.not.contain('<');
  });

  it('of a key vault: the firewall, not a role', async () => {
    const { platform, text } = await decode('vault-firewall');
    expect(platform).to.include({ code: 'ForbiddenByFirewall', address: '40.74.28.0', resource: 'adatum-kv' });
    expect(text).to.contain('A role or').and.not.contain('role assignment create');
  });

  it('of azure/login: values that the step echoes, and an ID that is one character short', async () => {
    const { error } = await decode('github-echo');
    expect(error).to.include({
      clientId: 'a1679052-e2fd-4ef5-8009-e09098f53159',
      tenant: '5ecd6548-e33b-4b9d-9986-bd3c22986c6',
      workload: 'github-actions',
    });
    expect(error?.presented.audience).to.equal('api://AzureADTokenExchange');
    expect(error?.remarks.join()).to.contain('35 characters');
    expect(error?.fix).to.not.contain('5ecd6548');
  });

  it('of Azure DevOps: organization and connection', async () => {
    const { error, text } = await decode('azure-devops');
    expect(error?.workload).to.equal('azure-devops');
    expect(error?.subjectParts.map(({ value }) => value)).to.include.members([
      '061b4ac7-f120-445a-9e81-45dfb9b580aa',
      '6781d555-47fa-44af-b153-30590999b344',
    ]);
    expect(text).to.not.match(aboutPlugIns);
  });

  it('of version 0: an audience that differs in case', async () => {
    const { error, text } = await decode('audience-version-0', '--actual-audience', 'api://AzureADTokenExchange');
    expect(error?.configured).to.include({ equal: false });
    expect(error?.configured?.differences.join()).to.match(
      /upper and lower case.*version 0.*follows from the version/s,
    );
    expect(text).to.contain('configured  api://AzureADTokenExchange');
  });

  it('of version 0: its cause, and the parts of the subject', async () => {
    const subject =
      'component:pluginassembly,thumbprint:0D2C5B6B3A1E4F5060718293A4B5C6D7E8F90A1B,environment:7c4547dd-4bd6-e4c5-1f87-40bcd979571c';
    const text = `AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'. Check your`;
    const [error] = jsonOf(await runPpmi(['error', 'decode', '--text', text, '--json'])).errors as readonly Entry[];
    expect(error?.cause).to.contain('version 0').and.not.contain('byte order');
    expect(error?.explained).to.deep.include({ version: 0, environmentId: '7c4547dd-4bd6-e4c5-1f87-40bcd979571c' });
  });

  it('of a plug-in: no managed identity service', async () => {
    const { platform } = await decode('service-missing');
    expect(platform).to.include({
      name: 'service-missing',
      message: 'Managed identity service is not available in the plugin service provider.',
    });
  });
});

describe('a text that is not a GUID', () => {
  it('never appears as an ID in a command', async () => {
    const text =
      "AADSTS700016: Application with identifier 'my-app' was not found in the directory 'Contoso, Ltd.'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.";
    const [error] = jsonOf(await runPpmi(['error', 'decode', '--text', text, '--json'])).errors as readonly Entry[];
    expect(error).to.include({ clientId: 'my-app', tenant: 'Contoso, Ltd.' });
    expect(error?.fix).to.contain("az ad sp create --id '<client-id>'").and.not.contain('my-app');
  });
});

describe('flags that compare', () => {
  it('are evaluated for every error, even if the message presents nothing', async () => {
    const text =
      "AADSTS90002: Tenant 'contoso' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.";
    const ran = await runPpmi([
      'error',
      'decode',
      '--text',
      text,
      '--actual-subject',
      'repo:o/r:pull_request',
      '--json',
    ]);
    const [error] = jsonOf(ran).errors as readonly Entry[];
    expectSchema('error-decode', jsonOf(ran));
    expect(error?.configured).to.include({ equal: null });
    expect(error?.configured?.warning).to.match(/^Not compared: the message does not say/);
  });

  it('say so if the text contains no error', async () => {
    const ran = await runPpmi(['error', 'decode', '--text', 'nothing', '--actual-subject', 'repo:o/r:pull_request']);
    expect(ran.stderr).to.contain('Not compared');
    expect(ran.code).to.equal(0);
  });

  it('accept their old name', async () => {
    const ran = await runPpmi([
      'error',
      'decode',
      '--emulate',
      'healthy',
      '--app',
      'nonsense',
      '--text',
      'x',
      '--json',
    ]);
    expect(ran.code).to.equal(2);
    expect(ran.stdout).to.contain('application-id');
  });
});
