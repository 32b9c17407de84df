import { expect } from 'chai';
import { readSystemProxy } from '../../src/net/system-proxy.ts';

/** Programs that print this; every other one is missing. */
const printing = (outputs: Readonly<Record<string, string>>) => async (file: string, args: readonly string[]) =>
  outputs[[file, ...args].join(' ')] ?? outputs[file] ?? null;

const registry = (...lines: readonly string[]) =>
  ['', 'HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings', ...lines, ''].join('\r\n');
const none = 'Current WinHTTP proxy settings:\r\n\r\n    Direct access (no proxy server).\r\n';

describe('readSystemProxy', () => {
  for (const [what, reg, netsh, detail] of [
    [
      'a PAC script',
      ['    AutoConfigURL    REG_SZ    http://pac.contoso.com/proxy.pac'],
      none,
      'PAC script http://pac.contoso.com/proxy.pac',
    ],
    [
      'a PAC script with a password',
      ['    AutoConfigURL    REG_SZ    http://u:hidden@pac/proxy.pac'],
      none,
      'PAC script http://pac/proxy.pac',
    ],
    [
      'a proxy',
      ['    ProxyEnable    REG_DWORD    0x1', '    ProxyServer    REG_SZ    proxy.contoso.com:8080'],
      none,
      'proxy proxy.contoso.com:8080',
    ],
    [
      'a proxy that is off',
      ['    ProxyEnable    REG_DWORD    0x0', '    ProxyServer    REG_SZ    proxy:8080'],
      none,
      null,
    ],
    [
      'WinHTTP alone',
      ['    ProxyEnable    REG_DWORD    0x0'],
      '    Proxy Server(s) :  proxy.contoso.com:8080\r\n    Bypass List     :  (none)\r\n',
      'proxy proxy.contoso.com:8080',
    ],
    ['nothing', ['    ProxyEnable    REG_DWORD    0x0'], none, null],
  ] as const) {
    it(`reads ${what} on Windows`, async () => {
      const run = printing({ reg: registry(...reg), netsh });
      const { proxy, note } = await readSystemProxy({ platform: 'win32', run });
      expect(proxy?.detail ?? null).to.equal(detail);
      expect(note).to.match(/^Proxy settings of the system \(Windows /);
      expect(note).to.not.include('hidden');
    });
  }

  it('names automatic detection on Windows, which has it on from the start, without counting it as a proxy', async () => {
    const settings = (flags: string) =>
      registry(`    DefaultConnectionSettings    REG_BINARY    46000000020000${'00'}${flags}00000000000000`);
    const read = (flags: string) =>
      readSystemProxy({
        platform: 'win32',
        run: async (file, args) => (file === 'netsh' ? none : args.includes('/v') ? settings(flags) : registry()),
      });
    for (const flags of ['09', '0F']) {
      const { proxy, note } = await read(flags);
      expect(proxy).to.equal(null);
      expect(note).to.match(/read, no proxy; automatic detection \(WPAD\) is on/);
    }
    expect((await read('01')).note).to.not.include('WPAD');
  });

  for (const [what, scutil, detail] of [
    [
      'a PAC script',
      '  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://pac/x.pac\n',
      'PAC script http://pac/x.pac',
    ],
    ['a proxy', '  HTTPSEnable : 1\n  HTTPSPort : 8080\n  HTTPSProxy : proxy.example\n', 'proxy proxy.example:8080'],
    [
      'a SOCKS proxy',
      '  SOCKSEnable : 1\n  SOCKSPort : 1080\n  SOCKSProxy : proxy.example\n',
      'SOCKS proxy proxy.example:1080',
    ],
    ['automatic detection', '  ProxyAutoDiscoveryEnable : 1\n', 'automatic detection (WPAD)'],
    ['nothing', '  HTTPSEnable : 0\n', null],
  ] as const) {
    it(`reads ${what} on macOS`, async () => {
      const { proxy } = await readSystemProxy({ platform: 'darwin', run: printing({ scutil }) });
      expect(proxy?.detail ?? null).to.equal(detail);
    });
  }

  it('reads GNOME where it is the desktop, and says where nothing is read', async () => {
    const schema = 'gsettings get org.gnome.system.proxy';
    const run = printing({ [`${schema} mode`]: "'auto'\n", [`${schema} autoconfig-url`]: "'http://pac/x.pac'\n" });
    const gnome = await readSystemProxy({ platform: 'linux', desktop: 'ubuntu:GNOME', run });
    expect(gnome.proxy).to.deep.equal({ source: 'GNOME settings', detail: 'PAC script http://pac/x.pac' });
    const server = await readSystemProxy({ platform: 'linux', desktop: undefined, run });
    expect([server.proxy, /not read/.test(server.note)]).to.deep.equal([null, true]);
  });

  it('says that settings could not be read', async () => {
    const { proxy, note } = await readSystemProxy({ platform: 'darwin', run: async () => null });
    expect(proxy).to.equal(null);
    expect(note).to.include('could not be read');
  });
});
