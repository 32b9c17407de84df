import { expect } from 'chai';
import { jsonOf, runPpmi } from '../run-ppmi.ts';
import { validator } from '../schema.ts';

const read = async (schema: string, ...args: string[]) => {
  const ran = await runPpmi([...args, '--json']);
  const json = jsonOf(ran);
  const validate = validator(schema);
  expect(validate(json), JSON.stringify([json, validate.errors])).to.equal(true);
  return { code: ran.code, json };
};
const environmentId = '7c4547dd-4bd6-e4c5-1f87-40bcd979571c';

describe('env, identity and fic', () => {
  it('env list returns the list that was read, and reports the other one', async () => {
    const { code, json } = await read('env-list.schema.json', 'env', 'list', '--emulate', 'healthy-v2-issued');
    expect(code).to.equal(0);
    expect(json.environments).to.have.length(1);
    const [environment] = json.environments as object[];
    expect(environment).to.deep.include({ environmentId, lists: ['admin'] });
    const answers = json.answers as { list: string; ok: boolean; permission: string | null }[];
    expect(answers.map(({ list, ok }) => `${list} ${ok}`)).to.deep.equal(['discovery false', 'admin true']);
    expect(answers[0]?.permission).to.contain('interactive sign-in');
  });

  it('env list names no missing permission when the host is unknown', async () => {
    const { json } = await read('env-list.schema.json', 'env', 'list', '--emulate', 'healthy-v2-issued,cloud=usnat');
    const [discovery] = json.answers as { permission: string | null; detail: string | null }[];
    expect(discovery).to.deep.include({ ok: false, permission: null });
    expect(discovery?.detail).to.contain('usnat is not known');
  });

  it('env who finds an environment by ID if discovery does not support applications', async () => {
    const args = ['env', 'who', '--emulate', 'healthy-v2-issued', '--environment', environmentId];
    const { code, json } = await read('env-who.schema.json', ...args);
    expect(code).to.equal(0);
    expect(json).to.include({ environmentId, url: 'https://contoso-dev--example.crm4.dynamics.com' });
    expect(json.userId).to.match(/^[0-9a-f-]{36}$/);
  });

  it('an unknown ID requires the URL', async () => {
    const unknown = '00000000-0000-4000-8000-000000000000';
    const ran = await runPpmi(['env', 'who', '--emulate', 'healthy-v2-issued', '--environment', unknown, '--json']);
    expect([ran.code, jsonOf(ran).error]).to.deep.include.members([2]);
    expect(ran.stdout).to.contain('use its URL instead');
  });

  it('identity list and show print version, binding and application', async () => {
    const { json } = await read('identity-list.schema.json', 'identity', 'list', '--emulate', 'healthy-v2-issued');
    const [identity] = json.identities as { id: string; version: number; components: { name: string }[] }[];
    expect([identity?.version, identity?.components[0]?.name]).to.deep.equal([2, 'Contoso.Invoices.Plugins']);
    const args = ['identity', 'show', identity?.id ?? '', '--emulate', 'healthy-v2-issued'];
    const shown = await read('identity-show.schema.json', ...args);
    expect(shown.code).to.equal(0);
    expect(shown.json.application).to.include({ kind: 'app-registration', displayName: 'Contoso Invoices' });
  });

  it('identity list counts what is bound, and lists what is not', async () => {
    const list = ['identity', 'list', '--emulate'];
    const { json } = await read('identity-list.schema.json', ...list, 'healthy-v2-issued');
    expect(json.unbound).to.equal(null);
    expect((json.identities as { usage: number; customizable: boolean }[])[0]).to.include({
      usage: 1,
      customizable: true,
    });
    const { json: lost } = await read('identity-list.schema.json', ...list, 'binding-missing', '--unbound');
    expect((lost.identities as { usage: number }[])[0]?.usage).to.equal(0);
    expect((lost.unbound as { name: string; signed: boolean }[])[0]).to.include({
      name: 'Contoso.Invoices.Plugins',
      signed: true,
    });
  });

  it('identity list names bound components that are not signed, on request', async () => {
    const list = ['identity', 'list', '--emulate'];
    const { json: healthy } = await read('identity-list.schema.json', ...list, 'healthy-v2-issued', '--unsigned');
    expect([healthy.unsigned, healthy.unbound]).to.deep.equal([[], null]);
    const { json } = await read('identity-list.schema.json', ...list, 'assembly-unsigned', '--unsigned');
    const [record] = json.identities as { id: string }[];
    expect((json.unsigned as object[])[0]).to.include({ signed: false, recordId: record?.id });
  });

  it('identity show gives the layers of the record', async () => {
    const args = ['identity', 'show', 'Contoso Invoices', '--emulate', 'healthy-v2-issued'];
    const { json } = await read('identity-show.schema.json', ...args);
    expect((json.layers as { solution: string }[]).map(({ solution }) => solution)).to.deep.equal(['Active']);
  });

  it('identity show prints the record and exits with 2 if Microsoft Graph refuses', async () => {
    const args = ['identity', 'show', 'Contoso Invoices', '--emulate', 'no-graph-permission'];
    const { code, json } = await read('identity-show.schema.json', ...args);
    expect([code, json.application]).to.deep.equal([2, null]);
    expect(json.unread).to.include({ permission: 'Application.Read.All (Microsoft Graph)' });
  });

  it('fic list explains each credential, by component or by client ID', async () => {
    const { json } = await read('fic-list.schema.json', 'fic', 'list', '--emulate', 'tenant-big-endian');
    type Credential = { explanation: { mistakes: { name: string }[] } };
    const [credential] = json.credentials as Credential[];
    expect(credential?.explanation.mistakes.map(({ name }) => name)).to.deep.equal(['tenant-big-endian']);
    const byId = ['fic', 'list', '--emulate', 'tenant-big-endian', '--application-id', String(json.applicationId)];
    expect((await read('fic-list.schema.json', ...byId)).json).to.deep.equal(json);
  });

  it('fic list reads a managed identity through Azure', async () => {
    const { json } = await read('fic-list.schema.json', 'fic', 'list', '--emulate', 'no-arm-access,healthy');
    expect(json.application).to.include({ kind: 'managed-identity' });
    expect(json.credentials).to.have.length.greaterThan(0);
  });

  it('accept another Azure cloud only where it is possible', async () => {
    const args = ['identity', 'list', '--azure-cloud', 'usgov', '--emulate', 'healthy-v2-issued', '--json'];
    const ran = await runPpmi(args);
    expect(ran.code).to.equal(2);
    expect(ran.stdout).to.contain('--azure-cloud usgov cannot be combined with the cloud public');
  });
});
