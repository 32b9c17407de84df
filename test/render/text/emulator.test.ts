import { expect } from 'chai';
import { noStyle } from '../../../src/render/style.ts';
import { type EmulatorAccess, emulatorText } from '../../../src/render/text/emulator.ts';
import { bash, cmd, powershell } from '../../shell.ts';

const id = '9a6df4f7-7fde-0a55-f26e-bccca13ee972';
const access: EmulatorAccess = {
  proxy: 'http://127.0.0.1:8443',
  caFile: "/it's/ca.pem",
  tenantId: id,
  applicationId: id,
  environmentUrl: 'https://contoso.crm4.dynamics.com',
  environmentId: id,
  componentId: id,
  operator: { tenantId: id, clientId: id, clientSecretFile: '/ppmi x/secret' },
};

const lines = (shell: typeof bash, more: Partial<EmulatorAccess> = {}) =>
  emulatorText('a world', { ...access, ...more }, shell, noStyle)
    .split('\n')
    .slice(-5)
    .map((line) => line.trim());

describe('how to connect to the emulator', () => {
  it('is printed for the shell of the user', () => {
    expect(lines(bash, { caFile: '/ca.pem' })).to.include(
      "export HTTPS_PROXY=http://127.0.0.1:8443 NODE_EXTRA_CA_CERTS=/ca.pem PPMI_CLIENT_SECRET_FILE='/ppmi x/secret'",
    );
    expect(lines(powershell, { caFile: 'C:\\x\\ca.pem' }).slice(0, 4)).to.deep.equal([
      "$env:HTTPS_PROXY = 'http://127.0.0.1:8443'",
      "$env:NODE_EXTRA_CA_CERTS = 'C:\\x\\ca.pem'",
      "$env:PPMI_CLIENT_SECRET_FILE = '/ppmi x/secret'",
      `ppmi doctor --environment https://contoso.crm4.dynamics.com --component ${id} --sign-in client-secret --sign-in-client-id ${id}`,
    ]);
    expect(lines(powershell).at(-1)).to.match(/^curl\.exe --proxy/);
    expect(lines(cmd, { caFile: 'C:\\my files\\ca.pem' }).slice(0, 3)).to.deep.equal([
      'set "HTTPS_PROXY=http://127.0.0.1:8443"',
      'set "NODE_EXTRA_CA_CERTS=C:\\my files\\ca.pem"',
      'set "PPMI_CLIENT_SECRET_FILE=/ppmi x/secret"',
    ]);
  });

  it('has placeholders for what a world file leaves out, or what no command may contain', () => {
    const text = lines(bash, { environmentUrl: null, componentId: '$(touch p)' }).join('\n');
    expect(text).to.contain("--environment '<environment-url>' --component '<component-id>'");
    expect(text).to.not.match(/null|touch/);
  });
});
