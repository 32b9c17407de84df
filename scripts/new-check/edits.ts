/** Where the parts of a new check belong. A test applies them to the sources as they are, so that they keep fitting. */
import { argumentsRow, catalogRow, check, type NewCheck, scenarioRow, unitTest } from './templates.ts';

interface Area {
  readonly range: number;
  readonly catalog: string;
  /** Interface of the arguments in `src/domain/findings.ts`. */
  readonly args: string;
  readonly scenarios: string;
}

export const areas: Readonly<Record<string, Area>> = {
  identity: { range: 1, catalog: '1-record.ts', args: 'RecordFindings', scenarios: 'record.ts' },
  trust: { range: 2, catalog: 'trust/credential.ts', args: 'CredentialFindings', scenarios: 'trust-form.ts' },
  certificate: { range: 3, catalog: '3-certificate.ts', args: 'CertificateFindings', scenarios: 'certificate.ts' },
  token: { range: 5, catalog: '5-token.ts', args: 'TokenFindings', scenarios: 'record.ts' },
  application: { range: 6, catalog: '6-application.ts', args: 'ApplicationFindings', scenarios: 'record.ts' },
  access: { range: 7, catalog: '7-access.ts', args: 'AccessFindings', scenarios: 'record.ts' },
};

export const goldenFile = 'test/catalog/codes.golden.json';
export const checkFile = (id: string): string => `src/diagnosis/checks/${id}.ts`;

/** Every file that the check creates or changes, with its new text. */
export function editsFor(
  made: NewCheck,
  { catalog, args, scenarios }: Area,
  read: (file: string) => string,
): ReadonlyMap<string, string> {
  const { id, finding, code } = made;
  const files = new Map<string, string>();
  /** @param place matches the text up to where `addition` belongs */
  function insert(file: string, place: RegExp, addition: string): void {
    const text = files.get(file) ?? read(file);
    if (!place.test(text)) throw new Error(`${file} is not written as scripts/new-check expects: ${place}`);
    files.set(
      file,
      text.replace(place, (before: string) => before + addition),
    );
  }
  insert('src/domain/findings.ts', new RegExp(`(interface ${args} \\{\n[\\s\\S]*?)(?=^\\})`, 'm'), argumentsRow(made));
  insert('test/findings.ts', /([\s\S]*unknownArgs[\s\S]*?)(?=^\};)/m, `  '${finding}': record,\n`);
  insert(`src/catalog/findings/${catalog}`, /([\s\S]*)(?=^\}(?: as const)? satisfies)/m, catalogRow(made));
  insert(`src/emulator/scenarios/${scenarios}`, /([\s\S]*)(?=^\];\n$)/m, scenarioRow(made));
  const name = (id.split('/')[1] ?? '').replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  insert(
    'src/diagnosis/checks/index.ts',
    /([\s\S]*)(?=^\n\/\*\* In the order)/m,
    `import ${name} from './${id}.ts';\n`,
  );
  insert('src/diagnosis/checks/index.ts', /([\s\S]*)(?=^\];)/m, `  ${name},\n`);
  files.set(checkFile(id), check(made));
  files.set(`test/diagnosis/checks/${id}.test.ts`, unitTest(made));
  const codes = Object.entries({ ...JSON.parse(read(goldenFile)), [code]: finding }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  files.set(goldenFile, `${JSON.stringify(Object.fromEntries(codes), null, 2)}\n`);
  return files;
}

/** The lowest code of the range above all that are or were in use. */
export function nextCode(range: number, golden: Readonly<Record<string, string>>): string {
  const used = Object.keys(golden).map((code) => Number(code.slice(4)));
  return `PPMI${Math.max(range * 1000, ...used.filter((code) => Math.floor(code / 1000) === range)) + 1}`;
}
