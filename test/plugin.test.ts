/** ppmi as a plug-in of another oclif CLI (docs/plugin.md): the same results, the host's own name in texts. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createPluginHost, type Kind, type PluginHost } from './plugin-host.ts';
import { jsonOf, type Ran, runPpmi } from './run-ppmi.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

const subject =
  '/eid1/c/pub/t/9_Rtmt5_VQrybrzMoT7pcg/a/qzXoWDkuqUa3l6zM5mM0Rw/n/plugin/e/7c4547dd-4bd6-e4c5-1f87-40bcd979571c/h/36acf3364902b744d15666a36145d94163c1144cbc93825e23ed9d6f35adace5';

/** Command lines, among them every kind of failure, with the exit code that ppmi documents. */
const lines: readonly (readonly [code: number, ...line: string[]])[] = [
  [0, 'version'],
  [0, 'explain', 'PPMI2004'],
  [0, 'subject', 'explain', subject],
  [0, 'certificate', 'show', fixture('certificates/issued-ev.cer')],
  [0, 'error', 'decode', fixture('README.md')],
  [0, 'doctor', '--emulate', 'healthy-v2-issued'],
  [1, 'doctor', '--emulate', 'tenant-big-endian'],
  [0, 'repair', '--yes', '--emulate', 'tenant-big-endian'],
  [0, 'access', 'check', '--emulate', 'healthy-v2-issued'],
  [2, 'certificate', 'show', fixture('nothing.dll')],
  [2, 'subject', 'show', 'x', '--tenat', 'y'],
  [2, 'doctor', '--fail-on', 'everything'],
  [2, 'explain'],
  [2, 'doctor', '--emulate', 'fic-mising'],
];

/** Without IDs and times that differ from run to run. */
function comparable(ran: Ran): unknown {
  const text = ran.stdout
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, 'id')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    .replace(/\d{8}T\d{6}Z-[\da-f]{6}/g, 'run');
  return { code: ran.code, json: JSON.parse(text) };
}

for (const kind of ['bundled', 'installed', 'linked'] satisfies Kind[]) {
  describe(`plug-in of an oclif CLI, ${kind}`, () => {
    let host: PluginHost;
    before(() => {
      host = createPluginHost(kind);
    });
    after(() => host.close());

    // How the plug-in was installed does not matter to a command: three of them are enough.
    for (const [code, ...line] of kind === 'bundled' ? lines : lines.filter((_, index) => index % 5 === 1)) {
      it(`${line.slice(0, 3).join(' ').replace(fixture(''), '')}: exit code ${code} and the same JSON`, async () => {
        const [alone, inHost] = await Promise.all([
          runPpmi([...line, '--json']),
          host.run(['ppmi', ...line, '--json']),
        ]);
        expect(alone.code).to.equal(code);
        expect(comparable(inHost)).to.deep.equal(comparable(alone));
      });
    }

    it('errors keep code and fix as text, with the name of the host', async () => {
      const { code, stdout, stderr } = await host.run(['doctor', '--fail-on', 'everything']);
      expect(code).to.equal(2);
      expect(stdout).to.equal('');
      expect(stderr).to.match(/PPMI9\d{3}/);
      expect(stderr).to.contain('contoso ppmi doctor --help');
    });

    it('leaves unknown commands to the host', async () => {
      const { code, stderr } = await host.run(['diagnose']);
      expect(stderr).to.contain('command diagnose not found');
      expect(stderr).to.not.contain('PPMI');
      expect(code).to.equal(2);
    });

    it('the host keeps its command names, and those of ppmi are under one topic', async () => {
      for (const line of ['version', 'auth list', 'env list']) {
        expect((await host.run(line.split(' '))).stdout).to.equal(`${line} of the host\n`);
      }
      const { code, stdout } = await host.run(['ppmi', 'auth', 'list', '--json']);
      expect(code).to.equal(0);
      expect(JSON.parse(stdout)).to.have.property('profiles');
      expect(jsonOf(await host.run(['ppmi', 'version', '--json'])).version).to.not.equal('3.2.1');
    });

    it("the host's help lists the topic, and the help of a command names the host", async () => {
      expect((await host.run(['--help'])).stdout).to.match(/^ {2}ppmi +\S/m);
      expect((await host.run(['ppmi'])).stdout).to.match(/^ {2}ppmi doctor +\S/m);
      expect((await host.run(['ppmi', 'subject'])).stdout).to.match(/^ {2}ppmi subject show +\S/m);
      const help = (await host.run(['ppmi', 'doctor', '--help'])).stdout;
      expect(help).to.contain('$ contoso ppmi doctor');
      expect(help).to.not.match(/(?<!contoso )ppmi doctor/);
    });
  });
}

describe('topics of package.json', () => {
  it('are also under `ppmi`, for a host CLI', () => {
    const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
    const { ppmi, ...topics } = JSON.parse(text).oclif.topics;
    expect(ppmi.subtopics).to.deep.equal(topics);
  });
});

describe('plug-in of an oclif CLI that separates topics by colons', () => {
  it('hints name commands as the host reads them', async () => {
    const host = createPluginHost('bundled', { topicSeparator: ':' });
    try {
      const { stderr } = await host.run(['ppmi:subject:show', 'x', '--tenat']);
      expect(stderr).to.contain('contoso ppmi:subject:show --help');
    } finally {
      host.close();
    }
  });
});
