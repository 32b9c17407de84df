import { expect } from 'chai';
import { handoverFormats } from '../../../src/domain/handover-formats.ts';
import type { Step } from '../../../src/domain/plan.ts';
import type { HandoverPlan } from '../../../src/render/handover/handover.ts';
import { handover, handoverText } from '../../../src/render/handover/index.ts';
import { cases } from '../../repair/steps.ts';

const steps = cases.map(({ step }, index) => ({ ...step, id: String(index), says: step.id }));
const plan: HandoverPlan = {
  emulated: false,
  steps,
  target: {
    environment: { url: 'https://contoso.crm.dynamics.com', id: null, name: null },
    component: { type: 'assembly', id: '66666666-7777-4888-9999-000000000000', name: 'Contoso.Orders' },
    application: { applicationId: '11111111-2222-4333-8444-555555555555', name: null },
    tenantId: '22222222-2222-4333-8444-555555555555',
  },
  shell: { shell: 'bash', windows: false },
  credentialNames: new Map(),
  notes: [],
  doctor: 'ppmi doctor',
};
const only = (id: string) => steps.filter(({ says }) => says === id);
const graphUpdate = only('update-credential');
const nameOfUpdated = new Map(graphUpdate.map(({ request }) => [request.url, 'ppmi-1']));

describe('handover', () => {
  for (const format of ['az', 'powershell', 'rest', 'markdown'] as const) {
    it(`prints every request and every undo as ${format}`, () => {
      const { text, undo } = handover(format, plan);
      for (const { request, undo: back } of steps) {
        expect(text).to.contain(request.url);
        expect(undo).to.contain(back?.url);
      }
    });
  }

  it('undoes the last step first', () => {
    const { undo } = handover('az', plan);
    const places = [...steps].reverse().map(({ says }, index) => undo.indexOf(`# ${index + 1}. Undo: ${says}`));
    expect(places).to.deep.equal([...places].sort((a, b) => a - b));
    expect(places[0]).to.be.greaterThan(-1);
  });

  it('never lets a name of a service end a comment or start a command', () => {
    const says = 'Bind x\nrm -rf ~ `id` $(id) */ <script> "; & calc';
    const hostile: HandoverPlan = {
      ...plan,
      steps: steps.map((step) => ({ ...step, says })),
      target: { ...plan.target, component: { type: 'assembly', id: '', name: 'a\r\nwhoami\u2028whoami' } },
    };
    for (const format of handoverFormats) {
      const made = handover(format, hostile);
      for (const line of handoverText(format, made, 'bash').split('\n')) {
        expect(line).not.to.match(/^\s*(rm -rf|whoami)/);
        expect(line).not.to.match(/[`$]\(?id/);
        expect(line).not.to.contain('<script>');
      }
    }
  });

  it('omits a request with an unsafe value from every script', () => {
    const subject = "'; rm -rf ~; echo '";
    const body = { name: 'ppmi-1', issuer: 'https://login.microsoftonline.com/t/v2.0', subject, audiences: ['a'] };
    const [created] = only('create-credential');
    const foreign = { ...plan, steps: [{ ...created, request: { ...created?.request, body } } as Step] };
    for (const format of handoverFormats) expect(handover(format, foreign).text).not.to.contain('rm -rf');
    expect(handover('az', foreign).text).to.contain('Left out');
  });

  it('ends a script at a step that it cannot print, so that no later step runs without it', () => {
    const [created, updated] = [only('create-credential')[0], graphUpdate[0]] as [Step, Step];
    const body = { ...(created.request.body as object), subject: 'x"y' };
    const foreign = { ...plan, steps: [{ ...created, request: { ...created.request, body } }, updated] };
    for (const [format, shell, stop] of [
      ['az', 'bash', 'exit 1'],
      ['az', 'powershell', 'throw '],
      ['az', 'cmd', 'exit /b 1'],
      ['powershell', 'bash', 'throw '],
    ] as const) {
      const { text } = handover(format, { ...foreign, shell: { shell, windows: shell !== 'bash' } });
      const [before = '', after = ''] = text.split('Left out');
      expect(after.split('\n')[1], `${format} ${shell}`).to.match(new RegExp(`^${stop}`));
      expect(before).not.to.contain(stop);
      const alone = handover(format, { ...foreign, steps: foreign.steps.slice(0, 1) }).text;
      expect(alone.split('Left out')[1]).not.to.contain(stop);
    }
  });

  it('prints the undo of a new service principal, whose address has quotes, for each shell', () => {
    const appId = '7340fedd-d333-4b71-82a9-19ecb095857e';
    const url = 'https://graph.microsoft.com/v1.0/servicePrincipals';
    const step: Step = {
      id: 'create-service-principal',
      says: 'Create the service principal',
      risk: 'safe',
      repairs: 'service-principal-missing',
      request: { system: 'graph', method: 'POST', url, body: { appId } },
      undo: { system: 'graph', method: 'DELETE', url: `${url}(appId='${appId}')`, body: null },
    };
    for (const [shell, quoted] of [
      ['bash', `(appId='"'"'${appId}'"'"')`],
      ['powershell', `(appId=''${appId}'')`],
      ['cmd', `(appId='${appId}')`],
    ] as const) {
      const { undo } = handover('az', { ...plan, steps: [step], shell: { shell, windows: shell !== 'bash' } });
      expect(undo, shell).to.contain('--method delete').and.not.to.contain('Left out');
      expect(undo.replaceAll(`'\\''`, `'"'"'`), shell).to.contain(quoted);
    }
  });

  it('ends a script at a command that fails, in each shell', () => {
    const lines = (shell: 'bash' | 'powershell' | 'cmd') =>
      handover('az', { ...plan, steps: graphUpdate, shell: { shell, windows: shell !== 'bash' } }).text.split('\n');
    expect(lines('bash')).to.include('set -eu');
    for (const [shell, guard] of [
      ['powershell', /^if \(\$LASTEXITCODE -ne 0\) \{ throw /],
      ['cmd', /^if errorlevel 1 exit/],
    ] as const) {
      const all = lines(shell);
      const at = all.findIndex((line) => /^(call )?az rest/.test(line));
      expect(all[at + 1], shell).to.match(guard);
      // az is a batch file: without call, a batch file that runs it ends there.
      expect(all[at]?.startsWith('call ')).to.equal(shell === 'cmd');
    }
  });

  it('holds the warnings in every format, harmless as a comment', () => {
    for (const format of handoverFormats) {
      const notes = ['contoso-dev is, or may be, the working trust of Contoso.Plugins.', 'a\nwhoami'];
      const { text, undo } = handover(format, { ...plan, notes });
      expect(text, format)
        .to.contain('the working trust of Contoso.Plugins.')
        .and.not.to.match(/^whoami/m);
      expect(undo, format).not.to.contain('working trust');
    }
  });

  it('waits if a step needs earlier credentials to be effective', () => {
    const waiting = { ...plan, steps: steps.map((step) => ({ ...step, settle: 180 })) };
    expect(handover('az', waiting).text).to.contain('\nsleep 180\n');
    expect(handover('powershell', waiting).text).to.contain('\nStart-Sleep -Seconds 180\n');
    expect(handover('rest', waiting).text).to.contain('Wait 180 seconds');
  });

  it('changes only existing rows of Dataverse', () => {
    const rows = { ...plan, steps: only('patch-record') };
    expect(handover('az', rows).text).to.contain('If-Match=*');
    expect(handover('powershell', rows).text).to.contain("'If-Match' = '*'");
    expect(handover('rest', rows).text).to.contain('If-Match: *');
  });

  it('declares what Bicep and Terraform support, and prints the command for the rest', () => {
    const bicep = handover('bicep', plan).text;
    expect(bicep).to.contain("'Microsoft.Graph/applications/federatedIdentityCredentials@v1.0'");
    expect(bicep).to.contain(
      "'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials@2023-01-31'",
    );
    expect(bicep).to.match(/\/\/ {3}az rest .*managedidentities/);
    const terraform = handover('terraform', plan).text;
    expect(terraform).to.contain('resource "azuread_application_federated_identity_credential"');
    expect(terraform).to.contain('resource "azurerm_federated_identity_credential"');
    expect(terraform).to.match(/# {3}az rest .*managedidentities/);
  });

  it('makes Terraform import an existing credential under its name', () => {
    const { text } = handover('terraform', { ...plan, steps: graphUpdate, credentialNames: nameOfUpdated });
    expect(text).to.match(
      /import \{\n {2}to = .*\n {2}id = "[0-9a-f-]{36}\/federatedIdentityCredential\/[0-9a-f-]{36}"/,
    );
    expect(text).to.contain('display_name   = "ppmi-1"');
    expect(handover('terraform', { ...plan, steps: graphUpdate }).text).not.to.contain('resource "azuread');
  });

  it('never runs the undo with the plan', () => {
    for (const format of ['az', 'powershell', 'rest', 'terraform'] as const) {
      const [, after = ''] = handoverText(format, handover(format, plan), 'bash').split('---- Undo');
      const lines = after.split('\n').slice(1);
      expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).to.deep.equal([]);
    }
  });
});
