import { expect } from 'chai';
import { platformEntries } from '../../../src/catalog/entra/platform/index.ts';
import { entries } from '../../../src/catalog/index.ts';
import { unwrap } from '../../../src/domain/entra-errors/decode/unwrap.ts';
import { findPlatformErrors } from '../../../src/domain/entra-errors/platform/platform-errors.ts';
import { sentenceBefore } from '../../../src/domain/entra-errors/platform/sentence.ts';
import { cpuTime, referenceTime } from '../../cpu-time.ts';

const decodePlatformErrors = (text: string) => findPlatformErrors(unwrap(text));

const names = (text: string): readonly string[] => decodePlatformErrors(text).map(({ name }) => name);

describe('errors of the platform', () => {
  it('are none in a foreign text', () => {
    expect(names('')).to.deep.equal([]);
    expect(names('nothing of ours, 0x80131500 and -2147024809')).to.deep.equal([]);
  });

  for (const [sentence, name] of [
    ['Plugin assembly must be signed with valid certificate to associate to Managed Identity', 'component-not-signed'],
    ['Plugin package must be signed with a valid certificate to use managed identity.', 'component-not-signed'],
    [
      'PluginPackage contoso_Plugins (11111111-2222-3333-4444-555555555555) is not associated to a Managed identity.',
      'component-not-bound',
    ],
    ['Unable to reach or connect to Power Platform', 'power-platform-unreachable'],
    ['Unhandled Exception: System.Exception: ManagedIdentityServiceProviderAcquireToken...', 'token-not-acquired'],
    ['The user is not a member of the organization.', 'not-a-member'],
    ['Caller is not authorized to perform action on resource.', 'vault-no-role'],
    ["The user, group or application 'x' does not have secrets get permission on key vault 'v'", 'vault-no-policy'],
    [
      'IManagedIdentityService was null: System.NullReferenceException: Object reference not set to an instance of an object.',
      'service-missing',
    ],
    ['The sandbox failed: ErrorCode: -2147204723', 'sandbox-crashed'],
  ] as const) {
    it(`${name}: ${sentence.slice(0, 60)}`, () => {
      expect(names(sentence)).to.deep.equal([name]);
      expect(names(JSON.stringify({ a: JSON.stringify({ message: sentence }) })), 'escaped').to.deep.equal([name]);
      expect(names(`<Message>${sentence.replaceAll("'", '&apos;')}</Message>`), 'XML').to.deep.equal([name]);
    });
  }

  it('show the sentence of the service, not the frame of the library', () => {
    const [error, ...others] = decodePlatformErrors(
      'Exception type: X\r\nMessage: ManagedIdentityServiceProviderAcquireToken failed: PluginAssembly Contoso (1) is not associated to a Managed identity.Detail:\r\n<ErrorCode>-2147220891</ErrorCode>',
    );
    expect(others).to.deep.equal([]);
    expect(error).to.include({ name: 'component-not-bound', code: '0x80040265' });
    expect(error?.message).to.contain('Contoso (1) is not associated to a Managed identity');
  });

  it('read the same number in hex and as Dataverse prints it in a fault', () => {
    for (const code of ['"code":"0x80040265"', '<ErrorCode>-2147220891</ErrorCode>']) {
      expect(decodePlatformErrors(code)[0]).to.include({ name: 'plug-in-failed', code: '0x80040265' });
    }
  });

  it('does not read a mention of the service as its absence', () => {
    expect(names('var service = provider.Get<IManagedIdentityService>();')).to.deep.equal([]);
  });

  it('quotes no secret', () => {
    const [error] = decodePlatformErrors(
      'client_secret=Abc8Q~vErYsEcReTvAlUeThAtNoBoDyMaYsEe1234 is not associated to a managed identity',
    );
    expect(error?.message).to.not.contain('Abc8Q');
  });

  it('refers to findings that exist', () => {
    const known = new Set(entries.map(({ name }) => name));
    const unknown = Object.values(platformEntries).flatMap(({ see }) => see.filter((name) => !known.has(name)));
    expect(unknown).to.deep.equal([]);
  });

  it('are read in no time after many spaces, which took seconds each', async () => {
    const text = `The call failed badly.${' '.repeat(1700)}x `;
    expect(await cpuTime(() => sentenceBefore(text, text.length))).to.be.lessThan(10 * (await referenceTime()));
    for (const label of ['. Error code: (', '; HRESULT = ', ' [', ', code ', ' - ']) {
      const before = `Something failed${label}`;
      expect(sentenceBefore(before, before.length), label).to.match(/^Something failed\.?$/);
    }
  });
});
