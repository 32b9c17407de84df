import { expect } from 'chai';
import fc from 'fast-check';
import {
  commonNames,
  differences,
  linuxName,
  nameHash,
  windowsName,
} from '../../../src/domain/signed-file/distinguished-name.ts';
import { nameRows } from './fixtures.ts';

/** identity-formats 4.6: from the tests of .NET (D) and Wine (W); by the rules (B), with the hash. */
const vectors: readonly (readonly [string, string, string, string?])[] = [
  ['D2', '30223120300C060355040313054A616D65733010060355040A13094D6963726F736F6674', 'CN=James + O=Microsoft'],
  ['D3', '30183116301406052901020203130B496E76616C6964204F6964', 'OID.1.1.1.2.2.3=Invalid Oid'],
  ['D4', '3017311530130603550403130C20436F6D6D6F6E204E616D65', 'CN=" Common Name"'],
  ['D5', '30233121301F06035504031E1820020043006F006D006D006F006E0020004E0061006D0065', 'CN=\u2002Common Name'],
  ['D6', '300B3109300706035504031300', 'CN=""'],
  ['D7', '3016311430120603550403130B436F6D6D6F6E2C4E616D65', 'CN="Common,Name"'],
  ['D8', '3021311F301D06035504031E160043006F006D006D006F006E000D004E0061006D0065', 'CN=Common\rName'],
  ['D9', '3021311F301D06035504031E160043006F006D006D006F006E0022004E0061006D0065', 'CN="Common""Name"'],
  ['D10', '300D310B300906035504061402C2A2', 'C=¢'],
  ['D11', '301C311A300B060355040B13047A7A7A7A300B060355040B130461616161', 'OU=zzzz + OU=aaaa'],
  ['D12', '300D310B3009060355040304023000', 'CN=#3000'],
  ['D13', '300B3109300706035504080500', 'S=#0500'],
  ['W1', '300E310C300A06035504031303273127', "CN='1'"],
  ['W2', '3011310F300D06035504031E06002200310022', 'CN="""1"""'],
  ['W3', '3011310F300D06035504031E060061000A0062', 'CN="a\nb"'],
  [
    'B1',
    '3069310B300906035504061302555331173015060355040A130E44696769436572742C20496E632E3141303F060355040313384469676943657274205472757374656420473420436F6465205369676E696E67205253413430393620534841333834203230323120434131',
    'CN=DigiCert Trusted G4 Code Signing RSA4096 SHA384 2021 CA1, O="DigiCert, Inc.", C=US',
    'c1zeW736d8KPeRz8Z4LJg_LbHeUgR0Ov26amnTU5uJ4',
  ],
  [
    'B2',
    '3064310B30090603550406130255533113301106035504080C0A57617368696E67746F6E3110300E06035504070C075265646D6F6E6431163014060355040A0C0D436F6E746F736F2C20496E632E3116301406035504030C0D436F6E746F736F2C20496E632E',
    'CN="Contoso, Inc.", O="Contoso, Inc.", L=Redmond, S=Washington, C=US',
    't83pAgUsc7KG3SeE_dS6TGhJXMotGWJyrrj5fWLFJ2o',
  ],
  [
    'B3',
    '30343110300E06035504031307436F6E746F736F3120301E06092A864886F70D010901161161646D696E40636F6E746F736F2E636F6D',
    'E=admin@contoso.com, CN=Contoso',
    'LtiWikztXnK4NdWpUCNRZivZuKZRsGpjuT_nuxE6hH4',
  ],
  [
    'B4',
    '30343120301E06092A864886F70D010901161161646D696E40636F6E746F736F2E636F6D3110300E06035504031307436F6E746F736F',
    'CN=Contoso, E=admin@contoso.com',
    'fVp1RSLhCdK4_0iDPH6icLF5Z1lIgzh5yCLWThWN8ag',
  ],
  [
    'B5',
    '303B310B300906035504061302444531153013060355040A0C0C4DC3BC6C6C657220476D62483115301306035504030C0C4DC3BC6C6C657220476D6248',
    'CN=Müller GmbH, O=Müller GmbH, C=DE',
    '2BbAE8OU4m1lGL6xRwi9-H5SfUVd33184RR7Fr0ES_8',
  ],
  [
    'B6',
    '304131133011060A0992268993F22C6401191603636F6D31173015060A0992268993F22C6401191607636F6E746F736F3111300F06035504030C084275696C64204341',
    'CN=Build CA, DC=contoso, DC=com',
    'liBwiZwfEhLMnFJjrRmIQqI1sanWwuByt_rciwPN1eg',
  ],
  [
    'B7',
    '3067311D301B060355040F131450726976617465204F7267616E697A6174696F6E3112301006035504051309363033333839303638310B3009060355040613025553311330110603550408130A57617368696E67746F6E3110300E06035504031307436F6E746F736F',
    'CN=Contoso, S=Washington, C=US, SERIALNUMBER=603389068, OID.2.5.4.15=Private Organization',
    '9AFtWQJhoSnsQ4L8HrqNXeMBUTPJ5VRT_hqCAW1WyXQ',
  ],
  [
    'B8',
    '303B310B30090603550406130246493117301506035504610C0E56415446492D30313233343536373113301106035504030C0A436F6E746F736F204F79',
    'CN=Contoso Oy, OID.2.5.4.97=VATFI-01234567, C=FI',
    'kMVXGhTfC2CJ0GVZge5hS_Gu9V8-4_gGj3AiYFI0VY8',
  ],
];

const der = (hex: string) => Buffer.from(hex, 'hex');

describe('a distinguished name as .NET prints it', () => {
  for (const row of nameRows()) {
    it(`${row.id}: on Linux ${JSON.stringify(row.dotnet)}`, () => {
      const name = linuxName(der(row.der));
      expect(name).to.equal(row.dotnet);
      expect(nameHash(name)).to.equal(row.dotnetHash);
    });
    if (!row.portable && row.windowsByRule === null) continue;
    it(`${row.id}: on Windows ${row.portable ? 'the same' : JSON.stringify(row.windowsByRule)}`, () => {
      const name = windowsName(der(row.der));
      expect(name).to.equal(row.portable ? row.dotnet : row.windowsByRule);
      expect(nameHash(name ?? '')).to.equal(row.portable ? row.dotnetHash : row.windowsHash);
    });
  }

  for (const [id, hex, text, hash] of vectors) {
    it(`vector ${id} is ${JSON.stringify(text)}`, () => {
      expect(windowsName(der(hex))).to.equal(text);
      if (hash !== undefined) expect(nameHash(text)).to.equal(hash);
    });
  }

  it('D1, one byte short, is empty', () => {
    expect(linuxName(der('3017311530130603550403130C436F6D6D6F6E204E616D65'))).to.equal('');
  });

  it('explains in one place whether and why the platforms print a name differently', () => {
    for (const row of nameRows()) {
      const name = der(row.der);
      const differ = windowsName(name) !== linuxName(name);
      expect(differences(name).length > 0, row.id).to.equal(differ);
    }
  });

  it('names the character that breaks an encoding', () => {
    const row = nameRows().find(({ id }) => id === 'c22-printable-ampersand');
    expect(differences(der(row?.der ?? '')).join()).to.contain("'&' is not allowed in a PrintableString");
  });

  it('reads common names in encoded order, and never an organizational unit', () => {
    expect(commonNames(der('301C311A300B060355040B13047A7A7A7A300B060355040B130461616161'))).to.deep.equal([]);
    expect(commonNames(der('301C310C300A060355040313036F6E65310C300A0603550403130374776F'))).to.deep.equal([
      'one',
      'two',
    ]);
  });

  it('answers for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        expect(linuxName(Uint8Array.of(0x30, bytes.length, ...bytes))).to.be.a('string');
      }),
    );
  });
});
